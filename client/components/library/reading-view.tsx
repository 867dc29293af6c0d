import { useEffect } from "preact/hooks";
import { documentAddress } from "../../api/records.ts";
import { mayAdd } from "../../library/library-state.ts";
import type { OpenLibrary } from "../../library/library-when-needed.ts";
import { usePage } from "../../page.ts";
import { documentPath, libraryPath } from "../../routes.ts";
import type { State } from "../../state.ts";
import { Link } from "../link.tsx";
import { ChangeBar } from "./mending/change-bar.tsx";
import { MendingContext, useMendingOf } from "./mending/mending.ts";
import { ReadingReport } from "./reading-report.tsx";
import { RemoveRecord } from "./remove-record.tsx";
import { SignInNote } from "./sign-in-note.tsx";
import "./mending/mending.css";

export interface ReadingViewProps extends OpenLibrary {
  readonly state: State;
  readonly documentId: string;
  /** That the address names. */
  readonly paragraph: number | null;
}

/** What was read of one record, and what can be done with it. */
export function ReadingView({ state, documentId, paragraph, ...opened }: ReadingViewProps) {
  const { strings, navigation } = usePage();
  const { library, text } = opened;
  const document =
    state.collection.phase === "ready" ? state.collection.value.find(({ id }) => id === documentId) : undefined;
  const revision = document?.revision;
  useEffect(() => {
    if (revision !== undefined) void library.loadAudit(documentId);
  }, [library, documentId, revision]);
  const audit = library.state().audits.get(documentId);
  const mending = useMendingOf({ ...opened, state, document });
  const shown = mayAdd(library.state()) ? mending : null;
  const records = libraryPath({ name: "records", listing: library.state().listing });
  if (document === undefined) {
    return (
      <>
        <Back path={records} text={text} />
        <h1 tabIndex={-1} id="library-heading">
          {text.reading.heading}
        </h1>
        <p class={state.collection.phase === "loading" ? "quiet" : "notice"}>
          {state.collection.phase === "loading" ? text.reading.loading : text.reading.notFound}
        </p>
      </>
    );
  }
  return (
    <article class="reading-view">
      <Back path={records} text={text} />
      <p class="overline">{text.reading.heading}</p>
      <h1 class="reading-title verbatim" lang={document.language} tabIndex={-1} id="library-heading">
        {document.title}
      </h1>
      <p class="reading-actions">
        <Link path={documentPath(documentId, null, null)}>{text.reading.openRecord}</Link>
        {document.fileName !== null && (
          <a href={`${navigation.top}/${documentAddress(documentId)}/original`}>{text.reading.original}</a>
        )}
        {document.removable ? (
          <RemoveRecord {...opened} document={document} confirmed={() => navigation.go(records)} />
        ) : (
          <span class="quiet">{text.list.fixedNote}</span>
        )}
      </p>
      <SignInNote {...opened} />
      {audit?.phase === "ready" && (
        <MendingContext.Provider value={shown}>
          <ReadingReport text={text} document={document} audit={audit.value} level={2} sought={paragraph} />
        </MendingContext.Provider>
      )}
      {shown !== null && <ChangeBar mending={shown} text={text} />}
      {(audit === undefined || audit.phase === "loading") && (
        <p class="quiet" role="status">
          {text.reading.loading}
        </p>
      )}
      {audit?.phase === "failed" && (
        <div class="notice notice-problem" role="alert">
          <p>
            {text.reading.failed} {audit.problem?.detail}
          </p>
          <button type="button" class="button" onClick={() => void library.loadAudit(documentId)}>
            {strings.connection.retry}
          </button>
        </div>
      )}
    </article>
  );
}

function Back({ path, text }: { readonly path: string } & Pick<OpenLibrary, "text">) {
  return (
    <p class="reading-back">
      <Link path={path}>← {text.reading.back}</Link>
    </p>
  );
}
