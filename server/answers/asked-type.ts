import type { QueryUnit } from "../retrieval/lexical-index.ts";
import type { Lexicon } from "../retrieval/lexicon.ts";
import type { AnalyzedText, SearchPassage, TermKey } from "../retrieval/search-text.ts";
import type { QuestionReading } from "../understanding/question-reading.ts";
import { type Asked, enumerates, holdsAnswerType, isQuantity } from "./answer-types.ts";
import type { TextSpan } from "./evidence-sentences.ts";

function askedBy(reading: QuestionReading): Asked {
  return {
    words: new Set(reading.tokens.map(({ folded }) => folded)),
    concepts: new Set(reading.mentions.flatMap(({ concepts }) => concepts.map(({ id }) => id))),
  };
}

const delegation = /deleg|d[ée]l[ée]g|mission|misi[oó]n|miss[aã]o|gobierno|government|governo|gouvernement|observ/iu;

/** Whether a text of a passage holds the type asked for; a delegation that speaks is itself the country asked for. */
export function holdsAsked(
  entry: SearchPassage,
  text: string,
  reading: QuestionReading,
  lexicon: Lexicon,
): boolean | null {
  const asked = askedBy(reading);
  const { country, organization } = entry.section;
  const speaksForState = country !== null && organization !== null && delegation.test(organization);
  if (reading.answerType === "country" && speaksForState && !asked.concepts.has(`country:${country}`)) return true;
  return holdsAnswerType(text, reading.answerType, entry.document.language, lexicon, asked);
}

/** Words between a number and what it counts ("23 plantas", "900 of the shelters"). */
const countingDistance = 4;

/** Position of the unit that is counted or chosen from; -1 where none is searched for. */
export function countedPosition({ counted }: QuestionReading, units: readonly QueryUnit[]): number {
  return counted === null ? -1 : units.findIndex((unit) => unit.surface === counted.surface);
}

/** Whether a sentence counts what is asked: null where it can be counted, undefined where it is not named. */
export function countsNear(
  text: AnalyzedText,
  span: TextSpan,
  sentence: string,
  counted: ReadonlySet<TermKey>,
): boolean | null | undefined {
  const within = text.tokens.flatMap((token, position) =>
    token.start >= span.start && token.end <= span.end ? [position] : [],
  );
  const named = within.filter((position) => text.keys[position]?.some((key) => counted.has(key)));
  if (named.length === 0) return undefined;
  const numbers = within.filter((position) => isQuantity(text.tokens[position]?.folded ?? ""));
  if (named.some((at) => numbers.some((number) => Math.abs(at - number) <= countingDistance))) return true;
  // Named several times, or before an enumeration, they can be counted.
  const everywhere = text.keys.filter((keys) => keys.some((key) => counted.has(key))).length;
  return everywhere > 1 || enumerates(sentence) ? null : false;
}
