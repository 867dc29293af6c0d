import { useEffect, useLayoutEffect, useReducer, useState } from "preact/hooks";
import type { OpenLibrary } from "../../library/library-when-needed.ts";
import { usePage } from "../../page.ts";

type Opening =
  | { readonly phase: "opening" }
  | { readonly phase: "failed" }
  | { readonly phase: "open"; readonly opened: OpenLibrary };

/** The library and its texts, once they are fetched. Draws the component anew at each change in it. */
export function useLibrary(): Opening {
  const { library: access, language } = usePage();
  // What was opened before is there at once: the focus can come back into it.
  const [opening, setOpening] = useState<Opening>(() => {
    const opened = access.opened(language);
    return opened === null ? { phase: "opening" } : { phase: "open", opened };
  });
  const [, redraw] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => {
    let wanted = true;
    access.open(language).then(
      (opened) => wanted && setOpening({ phase: "open", opened }),
      () => wanted && setOpening({ phase: "failed" }),
    );
    return () => {
      wanted = false;
    };
  }, [access, language]);
  const library = opening.phase === "open" ? opening.opened.library : null;
  // At once, not after the next paint: what changes before it would not be drawn.
  useLayoutEffect(() => library?.subscribe(() => redraw()), [library]);
  return opening;
}
