import type { DocumentSummary } from "../../../server/document-protocol.ts";
import { mayAdd } from "../../library/library-state.ts";
import type { OpenLibrary } from "../../library/library-when-needed.ts";
import { usePage } from "../../page.ts";
import { allRecords, libraryPath } from "../../routes.ts";
import { ConfirmedButton } from "./confirmation.tsx";
import { useLibrary } from "./library-access.tsx";
import "./library.css";

export interface RemoveRecordProps extends OpenLibrary {
  readonly document: Pick<DocumentSummary, "id" | "title">;
  /** Once it is confirmed: where the reader is led from a record that is about to go. */
  readonly confirmed?: () => void;
}

/** A button that asks first. */
export function RemoveRecord({ library, text, document, confirmed }: RemoveRecordProps) {
  const { removal } = text;
  if (!mayAdd(library.state())) return null;
  return (
    <ConfirmedButton
      label={text.list.remove}
      heard={text.list.removeOf(document.title)}
      heading={removal.heading}
      question={removal.question(document.title)}
      meaning={removal.meaning}
      confirm={removal.confirm}
      cancel={text.cancel}
      confirmed={() => {
        confirmed?.();
        void library.remove(document);
      }}
    />
  );
}

/** The same in an open record, which is left for the library. */
export function RemoveOpenRecord({ document }: Pick<RemoveRecordProps, "document">) {
  const { navigation } = usePage();
  const opening = useLibrary();
  if (opening.phase !== "open") return null;
  return (
    <RemoveRecord {...opening.opened} document={document} confirmed={() => navigation.go(libraryPath(allRecords))} />
  );
}
