import type { AskRequest, Understood } from "../protocol.ts";
import { fold } from "../retrieval/terms.ts";
import type { ResolvedQuestion } from "../understanding/conversation.ts";
import type { Mention } from "../understanding/mention.ts";
import type { QuestionReading } from "../understanding/question-reading.ts";
import { topicText } from "./answer-request.ts";

const unique = (values: readonly string[]): string[] => [...new Set(values)];

function speakersOf(mention: Mention): string[] {
  return mention.sections.flatMap(({ section }) => (section.speaker === null ? [] : [section.speaker]));
}

function organizationsOf(mention: Mention): string[] {
  const spoken = mention.sections.flatMap(({ section }) =>
    section.organization === null ? [] : [section.organization],
  );
  return spoken.length > 0 ? spoken : [mention.text];
}

function countriesOf(mention: Mention): string[] {
  return mention.concepts.flatMap((concept) =>
    concept.kind === "country" ? [concept.id.slice("country:".length)] : [],
  );
}

function datesIn(reading: QuestionReading): string[] {
  return reading.topic.map((token) => token.folded).filter((folded) => /^(?:19|20)\d\d$/u.test(folded));
}

/** One name, several speakers: shown, so that the reader can choose. */
function ambiguitiesOf(mentions: readonly Mention[]): Understood["ambiguous"] {
  return mentions.flatMap((mention) => {
    const candidates = unique(
      mention.sections.map(({ section }) =>
        [section.speaker, section.organization].filter((part) => part !== null).join(", "),
      ),
    );
    return candidates.length > 1 ? [{ text: mention.text, candidates }] : [];
  });
}

/** What was understood, as the contract shows it: removable values by field. */
export function describeUnderstood(
  { reading, inherited }: ResolvedQuestion,
  filters: AskRequest["filters"],
): Understood {
  const named = reading.mentions;
  const ofKind = (kind: Mention["kind"]): Mention[] => named.filter((mention) => mention.kind === kind);
  return {
    speakers: unique(
      [...ofKind("person"), ...ofKind("role").filter((mention) => reading.speakers.includes(mention))].flatMap(
        speakersOf,
      ),
    ),
    organizations: unique(ofKind("body").flatMap(organizationsOf)),
    countries: unique(ofKind("country").flatMap(countriesOf)),
    kinds: [...reading.kinds],
    documents: unique(filters?.documents ?? []),
    dates: unique(datesIn(reading)),
    topic: topicText(reading) || null,
    inherited: [...inherited],
    ambiguous: ambiguitiesOf(named),
  };
}

/**
 * Takes back understood values: a mention that one of them names no longer restricts the answer, nor is it looked for.
 */
export function withoutValues(reading: QuestionReading, without: AskRequest["without"]): QuestionReading {
  if (without === undefined) return reading;
  const speakers = (without.speakers ?? []).map(fold);
  const organizations = (without.organizations ?? []).map(fold);
  const countries = (without.countries ?? []).map((code) => code.toUpperCase());
  const isTaken = (mention: Mention): boolean => {
    if ([...speakers, ...organizations].includes(fold(mention.text))) return true;
    if (mention.kind === "country") return countriesOf(mention).some((code) => countries.includes(code));
    if (mention.kind === "body") return organizationsOf(mention).some((name) => organizations.includes(fold(name)));
    return speakersOf(mention).some((name) => speakers.includes(fold(name)));
  };
  const kept = reading.mentions.filter((mention) => !isTaken(mention));
  const dropped = reading.mentions.filter((mention) => !kept.includes(mention));
  const remaining = reading.speakers.filter((mention) => kept.includes(mention));
  const inDropped = (position: number): boolean =>
    dropped.some(({ first, last }) => position >= first && position <= last);
  const dates = new Set(without.dates ?? []);
  return {
    ...reading,
    mentions: kept,
    speakers: remaining,
    scope: remaining.length === 0 ? null : remaining.flatMap((mention) => mention.sections),
    kinds: reading.kinds.filter((kind) => !(without.kinds ?? []).map(fold).includes(kind)),
    topic: reading.topic.filter((token) => !inDropped(reading.tokens.indexOf(token)) && !dates.has(token.folded)),
    intent: reading.intent === "compare" && remaining.length < 2 ? "fact" : reading.intent,
  };
}
