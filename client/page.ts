import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { FrameLanguage } from "../server/protocol.ts";
import type { Actions } from "./actions.ts";
import type { LibraryAccess } from "./library/library-when-needed.ts";
import type { Navigation } from "./navigation.ts";
import type { RecordLoader } from "./record/loading.ts";
import type { PageStrings } from "./strings/page-strings.ts";
import type { LoadedStrings, Strings } from "./strings/strings.ts";
import type { RecordApi } from "./transport/record-api.ts";

/** What every component may need beside its own data. Changes with the interface's language only. */
export interface Shell {
  readonly language: FrameLanguage;
  /** The texts of the first screen. */
  readonly strings: PageStrings;
  /** Fetches the texts of all others. */
  readonly completeStrings: () => Promise<void>;
  readonly actions: Actions;
  readonly navigation: Navigation;
  readonly loader: RecordLoader;
  readonly api: RecordApi;
  readonly library: LibraryAccess;
}

/** The same with all texts: for what is not part of the first screen, and is drawn by `lazyComponent`. */
export interface Page extends Shell {
  readonly strings: Strings;
}

export interface PageParts extends Omit<Shell, "strings"> {
  readonly texts: () => LoadedStrings;
}

export const PageContext = createContext<PageParts | null>(null);

function usePageParts(): PageParts {
  const page = useContext(PageContext);
  if (page === null) throw new Error("A component was drawn outside the page.");
  return page;
}

/** For components of the first screen. */
export function useShell(): Shell {
  const { texts, ...page } = usePageParts();
  return { ...page, strings: texts().first };
}

export function usePage(): Page {
  const { texts, ...page } = usePageParts();
  const { all } = texts();
  if (all === null) throw new Error("A component was drawn before its texts were fetched.");
  return { ...page, strings: all };
}
