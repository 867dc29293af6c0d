import { useEffect, useReducer, useState } from "preact/hooks";
import type { FrameLanguage } from "../../../server/protocol.ts";
import type { Library } from "../../library/library.ts";
import { usePage } from "../../page.ts";
import type { LibraryStrings } from "../../strings/library-strings.ts";

export interface OpenLibrary {
  readonly library: Library;
  readonly text: LibraryStrings;
}

type Opening =
  | { readonly phase: "opening" }
  | { readonly phase: "failed" }
  | { readonly phase: "open"; readonly opened: OpenLibrary; readonly language: FrameLanguage };

/** The library and its texts, once they are fetched. Draws the component anew at each change in it. */
export function useLibrary(): Opening {
  const { library: access, language } = usePage();
  const [opening, setOpening] = useState<Opening>({ phase: "opening" });
  const [, redraw] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => {
    let wanted = true;
    Promise.all([access.open(), access.strings(language)]).then(
      ([library, text]) => wanted && setOpening({ phase: "open", opened: { library, text }, language }),
      () => wanted && setOpening({ phase: "failed" }),
    );
    return () => {
      wanted = false;
    };
  }, [access, language]);
  const library = opening.phase === "open" ? opening.opened.library : null;
  useEffect(() => library?.subscribe(() => redraw()), [library]);
  return opening;
}
