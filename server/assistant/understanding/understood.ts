import type { AskRequest, Understood } from "../../protocol.ts";
import { isYear } from "../language/calendar-dates.ts";
import { fold } from "../language/terms.ts";
import type { ResolvedQuestion } from "./conversation.ts";
import type { Mention } from "./mention.ts";
import { type Question, scopeOf, topicText } from "./question.ts";

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

function datesIn(question: Question): string[] {
  return question.tokens.map((token) => token.folded).filter(isYear);
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

/** Words that name several sessions ("the Lima meeting"): all are asked, and shown. */
function ambiguousSessions({ sessions, sessionWords }: Question): Understood["ambiguous"] {
  if (sessions === null || sessions.length < 2) return [];
  return [{ text: sessionWords.map(({ surface }) => surface).join(" "), candidates: sessions.map(({ id }) => id) }];
}

/** What was understood, as the contract shows it: removable values by field. */
export function describeUnderstood(
  { question, inherited }: ResolvedQuestion,
  filters: AskRequest["filters"],
): Understood {
  const named = question.mentions;
  const ofKind = (kind: Mention["kind"]): Mention[] => named.filter((mention) => mention.kind === kind);
  return {
    speakers: unique(
      [...ofKind("person"), ...ofKind("role").filter((mention) => question.speakers.includes(mention))].flatMap(
        speakersOf,
      ),
    ),
    organizations: unique(ofKind("body").flatMap(organizationsOf)),
    countries: unique(ofKind("country").flatMap(countriesOf)),
    kinds: [...question.passageKinds],
    documents: unique(filters?.documents ?? []),
    dates: unique(datesIn(question)),
    topic: topicText(question) || null,
    sessions: (question.sessions ?? []).map(({ id }) => id),
    excluded: unique(question.excluded.map(({ text }) => text)),
    inherited: [...inherited],
    ambiguous: [...ambiguitiesOf(named), ...ambiguousSessions(question)],
  };
}

/** Sessions that were not taken back; null where none is left, so that all are asked. */
function keptSessions({ sessions }: Question, taken: readonly string[]): Question["sessions"] {
  const kept = sessions?.filter(({ id }) => !taken.includes(id)) ?? [];
  return kept.length === 0 ? null : kept;
}

/**
 * Takes back understood values: a mention that one of them names no longer restricts the answer, nor is it looked for.
 */
export function withoutValues(question: Question, without: AskRequest["without"]): Question {
  if (without === undefined) return question;
  const speakers = (without.speakers ?? []).map(fold);
  const organizations = (without.organizations ?? []).map(fold);
  const countries = (without.countries ?? []).map((code) => code.toUpperCase());
  const isTaken = (mention: Mention): boolean => {
    if ([...speakers, ...organizations].includes(fold(mention.text))) return true;
    if (mention.kind === "country") return countriesOf(mention).some((code) => countries.includes(code));
    if (mention.kind === "body") return organizationsOf(mention).some((name) => organizations.includes(fold(name)));
    return speakersOf(mention).some((name) => speakers.includes(fold(name)));
  };
  const kept = question.mentions.filter((mention) => !isTaken(mention));
  const dropped = question.mentions.filter((mention) => !kept.includes(mention));
  const remaining = question.speakers.filter((mention) => kept.includes(mention));
  const inDropped = (position: number): boolean =>
    dropped.some(({ first, last }) => position >= first && position <= last);
  const dates = new Set(without.dates ?? []);
  const isKept = (token: Question["tokens"][number]): boolean =>
    !inDropped(question.tokens.indexOf(token)) && !dates.has(token.folded);
  const isNoComparison = question.kind === "compare" && remaining.length < 2;
  return {
    ...question,
    mentions: kept,
    speakers: remaining,
    excluded: question.excluded.filter((mention) => kept.includes(mention)),
    scope: scopeOf(remaining),
    sessions: keptSessions(question, without.sessions ?? []),
    passageKinds: question.passageKinds.filter((kind) => !(without.kinds ?? []).map(fold).includes(kind)),
    topic: question.topic.filter(isKept),
    content: question.content.filter(isKept),
    ...(isNoComparison ? { kind: "fact", group: "fact" } : {}),
  };
}
