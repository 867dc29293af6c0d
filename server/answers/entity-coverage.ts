import { conceptKey, type SearchPassage, type TermKey } from "../retrieval/search-text.ts";
import type { Mention } from "../understanding/mention.ts";
import type { QuestionReading } from "../understanding/question-reading.ts";
import type { PassageAnalysis } from "./passage-analysis.ts";

/** What a passage is about by being said by someone: its heading's names and the speaker's country. */
export function speakerKeys({ section }: SearchPassage, analysis: PassageAnalysis): Set<TermKey> {
  const country = section.country === null ? [] : [conceptKey(`country:${section.country}`)];
  return new Set([...analysis.headingKeys, ...country]);
}

/** Bodies, countries and persons that the question names as content, not as speakers. */
export function contentMentions(reading: QuestionReading): Mention[] {
  return reading.mentions.filter((mention) => mention.kind !== "role" && !reading.speakers.includes(mention));
}

/** Entities and figures that the question names as content, not as speakers. */
function namedContent(reading: QuestionReading): { mentions: readonly Mention[]; figures: readonly string[] } {
  const mentions = contentMentions(reading);
  const figures = reading.topic.map((token) => token.folded).filter((folded) => /^\p{N}/u.test(folded));
  return { mentions, figures };
}

export function namesContent(reading: QuestionReading): boolean {
  const { mentions, figures } = namedContent(reading);
  return mentions.length + figures.length > 0;
}

const namesMention = (mention: Mention, keys: ReadonlySet<TermKey>): boolean =>
  mention.concepts.some((concept) => keys.has(conceptKey(concept.id)));

/** Share of the entities and figures named as content in the question that some keys hold; 1 where none is named. */
export function entityCoverage(reading: QuestionReading, keys: ReadonlySet<TermKey>): number {
  const { mentions, figures } = namedContent(reading);
  const total = mentions.length + figures.length;
  if (total === 0) return 1;
  const held =
    mentions.filter((mention) => namesMention(mention, keys)).length +
    figures.filter((figure) => keys.has(`=${figure}`)).length;
  return held / total;
}

/**
 * Whether a sentence speaks of another country than the one asked about: then neither the sentence before nor the
 * speaker can supply it ("the Dominican Republic receives most. In Jamaica it is 21 %").
 */
export function speaksOfAnother(
  reading: QuestionReading,
  keys: ReadonlySet<TermKey>,
  speaker: ReadonlySet<TermKey>,
): boolean {
  const asked = namedContent(reading).mentions.filter((mention) => mention.kind === "country");
  if (asked.length === 0 || asked.some((mention) => namesMention(mention, keys) || namesMention(mention, speaker)))
    return false;
  return [...keys].some((key) => key.startsWith("#country:"));
}
