import { isNumeric } from "../language/terms.ts";
import { isFunctionWordAnywhere } from "../language/wordings.ts";
import { conceptKey, exactKey, type SearchPassage } from "../retrieval/search-text.ts";
import type { Mention } from "../understanding/mention.ts";
import type { Question } from "../understanding/question.ts";
import type { PassageWords } from "./passage-words.ts";

/** A form of a question of fact that a passage may lack. */
export type MissingForm = "number" | "time";

/** What of a question can be checked exactly in a passage. Shares are in [0, 1]. */
export interface ExactChecks {
  /** Share of the question's numbers that the passage does not hold. */
  readonly numbersMissing: number;
  /** Share of the bodies and countries named as a subject that neither the passage nor its heading names. */
  readonly namesMissing: number;
  /** The form that is asked for and that the passage does not have; null where it has it, or none is asked for. */
  readonly formMissing: MissingForm | null;
}

/** Names that the answer must be about: those that are no speakers and that the records know. */
export function subjectNames({ mentions, speakers, excluded }: Question): readonly Mention[] {
  return mentions.filter(
    (mention) => mention.kind !== "role" && mention.known && !speakers.includes(mention) && !excluded.includes(mention),
  );
}

function isNamed(mention: Mention, question: Question, entry: SearchPassage, words: PassageWords): boolean {
  const { keys, introduced } = words.of(entry);
  if (mention.sections.some(({ id }) => id === `${entry.document.id}/s${entry.section.number}`)) return true;
  const concepts = mention.concepts.map(({ id }) => conceptKey(id));
  if (concepts.some((key) => keys.has(key) || introduced.has(key))) return true;
  const own = question.tokens
    .slice(mention.first, mention.last + 1)
    .filter(({ folded }) => !isFunctionWordAnywhere(folded));
  return own.length > 0 && own.every(({ folded }) => keys.has(exactKey(folded)) || introduced.has(exactKey(folded)));
}

function share(missing: number, all: number): number {
  return all === 0 ? 0 : missing / all;
}

export function checkExactly(question: Question, entry: SearchPassage, words: PassageWords): ExactChecks {
  const told = words.of(entry);
  const numbers = question.content.filter(isNumeric);
  const names = subjectNames(question);
  const { kind } = question;
  const asksNumber = kind === "howmany" || kind === "count-value";
  return {
    numbersMissing: share(numbers.filter(({ folded }) => !told.numbers.has(folded)).length, numbers.length),
    namesMissing: share(names.filter((name) => !isNamed(name, question, entry, words)).length, names.length),
    formMissing: asksNumber && !told.tellsNumber ? "number" : kind === "when" && !told.tellsTime ? "time" : null,
  };
}
