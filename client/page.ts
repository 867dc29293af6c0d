import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { FrameLanguage } from "../server/protocol.ts";
import type { Actions } from "./actions.ts";
import type { LibraryAccess } from "./library/library-when-needed.ts";
import type { Navigation } from "./navigation.ts";
import type { RecordLoader } from "./record/loading.ts";
import type { Strings } from "./strings/strings.ts";
import type { RecordApi } from "./transport/record-api.ts";

/** What every component may need beside its own data. Changes with the interface's language only. */
export interface Page {
  readonly language: FrameLanguage;
  readonly strings: Strings;
  readonly actions: Actions;
  readonly navigation: Navigation;
  readonly loader: RecordLoader;
  readonly api: RecordApi;
  readonly library: LibraryAccess;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error("A component was drawn outside the page.");
  return page;
}
