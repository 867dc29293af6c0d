import { fold, languages, type Token } from "../language/terms.ts";
import type { Question } from "./question.ts";

/** The words that coordinate, in every language, as Unicode's data has them ("y", "e", "o", "u", "and", "or"). */
const coordinators: ReadonlySet<string> = new Set(
  languages.flatMap((language) =>
    (["conjunction", "disjunction"] as const).flatMap((type) => {
      const list = new Intl.ListFormat(language, { type });
      // In Spanish the next sound changes the word.
      return ["a", "i", "o"].flatMap((next) =>
        list.formatToParts(["a", next]).flatMap((part) => (part.type === "literal" ? [fold(part.value.trim())] : [])),
      );
    }),
  ),
);

/** The things that some words of a question name one after another: parted by a comma or by a word that coordinates. */
export function coordinatesOf(
  tokens: readonly Token[],
  { text, tokens: all }: Pick<Question, "text" | "tokens">,
): Token[][] {
  const isCoordinator = ({ folded }: Token): boolean => coordinators.has(folded);
  const parts: Token[][] = [];
  let before: Token | null = null;
  for (const token of tokens.filter((each) => !isCoordinator(each))) {
    const between: readonly Token[] = before === null ? [] : all.slice(all.indexOf(before) + 1, all.indexOf(token));
    const gap = before === null ? "" : text.slice(before.end, token.start);
    const own = parts.at(-1);
    if (own === undefined || between.some(isCoordinator) || gap.includes(",")) parts.push([token]);
    else own.push(token);
    before = token;
  }
  return parts;
}
