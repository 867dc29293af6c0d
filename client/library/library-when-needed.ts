import type { FrameLanguage } from "../../server/protocol.ts";
import type { RecordLoader } from "../record/loading.ts";
import type { LibraryStrings } from "../strings/library-strings.ts";
import type { PageRequests } from "../transport/requests.ts";
import type { Library } from "./library.ts";

/** The library and its own texts. */
export interface OpenLibrary {
  readonly library: Library;
  readonly text: LibraryStrings;
}

/** The library, whose code and texts are fetched at the first use: a first visit asks, and adds nothing. */
export interface LibraryAccess {
  open(language: FrameLanguage): Promise<OpenLibrary>;
  /** Null until it was opened in this language. */
  opened(language: FrameLanguage): OpenLibrary | null;
}

export function openLibraryWhenNeeded(
  requests: PageRequests,
  loader: Pick<RecordLoader, "refresh" | "revise">,
): LibraryAccess {
  let opening: Promise<Library> | null = null;
  const opened = new Map<FrameLanguage, OpenLibrary>();
  const create = async () => (await import("./open-library.ts")).openLibrary(requests, loader);
  return {
    async open(language) {
      opening ??= create().catch((error: unknown) => {
        opening = null;
        throw error;
      });
      const [library, text] = await Promise.all([opening, loadStrings(language)]);
      const open = opened.get(language) ?? { library, text };
      opened.set(language, open);
      return open;
    },
    opened: (language) => opened.get(language) ?? null,
  };
}

async function loadStrings(language: FrameLanguage): Promise<LibraryStrings> {
  return language === "es"
    ? (await import("../strings/spanish-library.ts")).spanishLibrary
    : (await import("../strings/english-library.ts")).englishLibrary;
}
