import { foldText } from "../../folding.ts";
import { type Part, textOfRuns } from "../paragraphs.ts";

/** Terms that come again: a glossary explains each of its terms once. */
const FEWEST_REPEATED = 2;
const FEWEST_TERMS = 4;
const LONGEST_TERM = 90;

/**
 * Lists of definitions in which terms speak ("Loli (chair)", and what she said under it): the terms come again, and
 * nearly all that stands under them is sentences. In any other page terms stay the headings that they look like.
 */
export function withSpeakingTerms(parts: readonly Part[]): readonly Part[] {
  const textOf = (part: Part): string => (part.kind === "paragraph" ? textOfRuns(part.runs).trim() : "");
  const of = (kind: "term" | "words"): string[] =>
    parts.filter((part) => part.kind === "paragraph" && part.spoken === kind).map(textOf);
  const terms = of("term");
  const words = of("words");
  const repeated = terms.length - new Set(terms.map(nameOf)).size;
  const sentences = words.filter((text) => /[.!?…][)\]»”"']*$/u.test(text)).length;
  const speak =
    terms.length >= FEWEST_TERMS &&
    repeated >= FEWEST_REPEATED &&
    terms.every((text) => text.length <= LONGEST_TERM && !/[.!?]$/u.test(text)) &&
    sentences * 4 >= words.length * 3;
  if (speak) return parts;
  return parts.map((part) => {
    if (part.kind === "table") return part;
    const { spoken: _, ...plain } = part;
    return plain;
  });
}

/** "Loli (chair)" comes again as "Loli". */
function nameOf(term: string): string {
  return foldText(term.split(/\s?[(,–—:]/u)[0] ?? term).trim();
}
