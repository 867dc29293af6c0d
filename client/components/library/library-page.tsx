import { useEffect } from "preact/hooks";
import { mayAdd } from "../../library/library-state.ts";
import type { OpenLibrary } from "../../library/library-when-needed.ts";
import { usePage } from "../../page.ts";
import { allRecords, type LibraryView, libraryPath } from "../../routes.ts";
import type { State } from "../../state.ts";
import { Link } from "../link.tsx";
import { IntakeZone } from "./intake-zone.tsx";
import { Intakes } from "./intakes.tsx";
import { useLibrary } from "./library-access.tsx";
import { LibraryNotice } from "./library-notice.tsx";
import { PassageSearchView } from "./passage-search.tsx";
import { ReadingView } from "./reading-view.tsx";
import { RecentlyRemoved } from "./recently-removed.tsx";
import { RecordList } from "./record-list.tsx";
import { SetAside } from "./set-aside.tsx";
import { SignedIn, SignInNote } from "./sign-in-note.tsx";
import "../dialog.css";
import "../quote.css";
import "./library.css";

export interface LibraryPageProps {
  readonly state: State;
  readonly view: LibraryView;
}

/** All records: added, looked through, removed; and a search over all their passages. */
export function LibraryPage({ state, view }: LibraryPageProps) {
  const { strings } = usePage();
  const opening = useLibrary();
  if (opening.phase === "failed") {
    return (
      <div class="notice notice-problem" role="alert">
        <p>{strings.chunkFailed}</p>
        <button type="button" class="button" onClick={() => location.reload()}>
          {strings.reload}
        </button>
      </div>
    );
  }
  if (opening.phase === "opening") return <p class="quiet lazy-loading">{strings.loading}</p>;
  return (
    <div class="pane library">
      <div class="library-column">
        <Content state={state} view={view} opened={opening.opened} />
      </div>
    </div>
  );
}

function Content({ state, view, opened }: LibraryPageProps & { readonly opened: OpenLibrary }) {
  const { library, text } = opened;
  const shown = library.state();
  useEffect(() => {
    void library.listRemoved();
    void library.listSetAside();
  }, [library, view.name]);
  // What was done is told once: not again to a reader who comes back later.
  useEffect(() => () => library.dispatch({ type: "notice-changed", notice: null }), [library]);
  if (view.name === "reading") {
    return (
      <>
        <LibraryNotice {...opened} notice={shown.notice} />
        <ReadingView {...opened} state={state} documentId={view.documentId} paragraph={view.paragraph} />
      </>
    );
  }
  const documents = state.collection.phase === "ready" ? state.collection.value : [];
  const empty = state.collection.phase === "ready" && documents.length === 0;
  return (
    <>
      <header class="library-head">
        <h1 tabIndex={-1} id="library-heading">
          {text.heading}
        </h1>
        <p class="quiet">{text.introduction}</p>
        <SignedIn {...opened} />
        <Views view={view} opened={opened} />
      </header>
      <LibraryNotice {...opened} notice={shown.notice} />
      {view.name === "passages" ? (
        <PassageSearchView {...opened} query={view.query} />
      ) : (
        <>
          <SetAside {...opened} records={shown.setAside} />
          <SignInNote {...opened} />
          {mayAdd(shown) && <IntakeZone {...opened} large={empty} />}
          <Intakes {...opened} />
          <RecentlyRemoved {...opened} removed={shown.removed} documents={documents} />
          <RecordList {...opened} collection={state.collection} listing={view.listing} />
        </>
      )}
    </>
  );
}

function Views({ view, opened: { text } }: { readonly view: LibraryView; readonly opened: OpenLibrary }) {
  const views = [
    [allRecords, text.views.records],
    [{ name: "passages", query: "" }, text.views.passages],
  ] as const;
  return (
    <nav class="library-views" aria-label={text.views.label}>
      {views.map(([target, label]) => (
        <Link
          key={target.name}
          path={libraryPath(target)}
          class="library-view"
          aria-current={view.name === target.name ? "page" : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
