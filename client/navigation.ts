import * as z from "zod/mini";
import { documentPath, type Route, routeAt } from "./routes.ts";
import type { OpenSource, Place } from "./state.ts";

/** Where a citation stands, so that going back in the browser's history finds it lit again. */
const entrySchema = z.object({
  turnId: z.nullable(z.string()),
  citationIndex: z.nullable(z.int()),
  /** This entry was pushed by the page: there is one of its own to go back to. */
  pushed: z.boolean(),
});
export type HistoryEntry = z.infer<typeof entrySchema>;

const plainEntry: HistoryEntry = { turnId: null, citationIndex: null, pushed: false };

export interface SourceTarget {
  readonly documentId: string;
  readonly revision: string | null;
  readonly place: Place | null;
  readonly turnId: string | null;
  readonly citationIndex: number | null;
}

/**
 * The browser's history, as the page uses it. `entered` is called for every move, the reader's own included. Paths begin
 * with a slash, and are put behind the top.
 */
export interface Navigation {
  /** Where the page's addresses begin, without a slash at the end. */
  readonly top: string;
  /** With its query and fragment. */
  pathNow(): string;
  /** Enters the address that the page was opened at. */
  start(): void;
  go(path: string): void;
  /** Changes the address in place: going back leads to where the reader came from. */
  replace(path: string): void;
  /** Opens a document at a place. A move from one place to another takes the place of the entry before. */
  openSource(target: SourceTarget): void;
  /** Back to where the document was opened from. */
  leaveSource(fallbackPath: string): void;
}

/** Of the page that signs in, which comes back to where the reader is. */
export function signInPath({ top, pathNow }: Pick<Navigation, "top" | "pathNow">): string {
  return `${top}/sign-in?${new URLSearchParams({ to: pathNow() })}`;
}

export function createNavigation(
  top: string,
  history: History,
  location: Location,
  entered: (route: Route, entry: HistoryEntry) => void,
): Navigation {
  const route = () => routeAt(location.href, top);
  const enter = () => {
    const entry = entrySchema.safeParse(history.state);
    entered(route(), entry.success ? entry.data : plainEntry);
  };
  window.addEventListener("popstate", enter);

  return {
    top,
    pathNow: () => location.href.slice(top.length),
    start: enter,
    go(path) {
      history.pushState({ ...plainEntry, pushed: true } satisfies HistoryEntry, "", top + path);
      enter();
    },
    replace(path) {
      history.replaceState(history.state, "", top + path);
      enter();
    },
    openSource({ documentId, revision, place, turnId, citationIndex }) {
      const path = documentPath(documentId, revision, place);
      if (route().page === "document") {
        const entry = entrySchema.safeParse(history.state);
        const pushed = entry.success && entry.data.pushed;
        history.replaceState({ turnId, citationIndex, pushed } satisfies HistoryEntry, "", top + path);
      } else {
        history.pushState({ turnId, citationIndex, pushed: true } satisfies HistoryEntry, "", top + path);
      }
      enter();
    },
    leaveSource(fallbackPath) {
      const entry = entrySchema.safeParse(history.state);
      if (entry.success && entry.data.pushed) return history.back();
      this.go(fallbackPath);
    },
  };
}

/** What the source pane shows at a document's address. */
export function sourceAt(route: Extract<Route, { page: "document" }>, entry: HistoryEntry): Omit<OpenSource, "visit"> {
  return {
    documentId: route.documentId,
    revision: route.revision,
    turnId: entry.turnId,
    citationIndex: entry.citationIndex,
    place: route.place,
  };
}
