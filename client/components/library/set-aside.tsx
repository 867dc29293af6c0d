import type { SetAsideSummary } from "../../../server/document-protocol.ts";
import type { OpenLibrary } from "../../library/library-when-needed.ts";

/** Records that are on disk and not answered from, and why: nobody shall take a silence for the record's. */
export function SetAside({
  text: { setAside },
  records,
}: OpenLibrary & { readonly records: readonly SetAsideSummary[] }) {
  if (records.length === 0) return null;
  return (
    <section class="notice notice-problem set-aside" aria-label={setAside.label}>
      <p>{setAside.count(records.length)}</p>
      <ul>
        {records.map(({ id, fileName, reason }) => (
          <li key={id}>
            <bdi>{fileName ?? id}</bdi>: {setAside.reasons[reason] ?? setAside.otherReason}
          </li>
        ))}
      </ul>
    </section>
  );
}
