import type { FrameLanguage } from "../../server/protocol.ts";
import type { RecordLoader } from "../record/loading.ts";
import type { LibraryStrings } from "../strings/library-strings.ts";
import type { Requests } from "../transport/requests.ts";
import type { Library } from "./library.ts";

/** The library, whose code is fetched at the first use: a first visit asks, and adds nothing. */
export interface LibraryAccess {
  open(): Promise<Library>;
  /** The library's own texts, which are no part of a first visit either. */
  strings(language: FrameLanguage): Promise<LibraryStrings>;
}

export function openLibraryWhenNeeded(requests: Requests, loader: Pick<RecordLoader, "refresh">): LibraryAccess {
  let opening: Promise<Library> | null = null;
  const open = async () => {
    const [{ createLibrary }, { createLibraryApi }] = await Promise.all([
      import("./library.ts"),
      import("../transport/library-api.ts"),
    ]);
    return createLibrary({ api: createLibraryApi(requests), loader });
  };
  return {
    open() {
      opening ??= open().catch((error: unknown) => {
        opening = null;
        throw error;
      });
      return opening;
    },
    strings: async (language) =>
      language === "es"
        ? (await import("../strings/spanish-library.ts")).spanishLibrary
        : (await import("../strings/english-library.ts")).englishLibrary,
  };
}
