import type { QuestionPart, QuestionReading } from "../../../embeddings/readers.ts";
import type { Token } from "../language/terms.ts";
import type { Mention } from "./mention.ts";

/** What the question reader marks: how probably words belong to a part. */
export interface QuestionParts {
  /** Of one word; 0 where it was not read. */
  of(part: QuestionPart, token: Token): number;
  /** Of a mention: the mean over its words. */
  across(part: QuestionPart, mention: Mention): number;
  /** Whether one word belongs to it rather than not. */
  has(part: QuestionPart, token: Token): boolean;
}

/** A mention, and a word where nothing else is said, needs the better half. */
export const betterHalf = 0.5;

export function readParts({ words }: QuestionReading, tokens: readonly Token[]): QuestionParts {
  const between = (part: QuestionPart, from: number, to: number): number => {
    const own = words.filter(({ start, end }) => start < to && end > from);
    return own.length === 0 ? 0 : own.reduce((sum, { parts }) => sum + parts[part], 0) / own.length;
  };
  const of = (part: QuestionPart, { start, end }: Token): number => between(part, start, end);
  return {
    of,
    across: (part, { first, last }) => between(part, tokens[first]?.start ?? 0, tokens[last]?.end ?? 0),
    has: (part, token) => of(part, token) >= betterHalf,
  };
}
