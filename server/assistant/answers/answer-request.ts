import type { Document } from "../../../corpus/document.ts";
import { markupIn } from "../../../corpus/readable-text.ts";
import type { ReadSpan } from "../../../embeddings/readers.ts";
import { type FrameLanguage, shownQuote } from "../../protocol.ts";
import type { SessionCount } from "../composing/lead.ts";
import { isContent, type SearchPassage } from "../retrieval/search-text.ts";
import type { Question } from "../understanding/question.ts";
import type { SpokenSection } from "../understanding/roster.ts";
import type { RecordCollection } from "../weighing/record-collection.ts";
import { namesIn, type Telling } from "./names-in-language.ts";

/** One question on its way to an answer. */
export interface AnswerRequest {
  readonly collection: RecordCollection;
  readonly question: Question;
  readonly language: FrameLanguage;
  /** The reader's filters. */
  readonly filter: (entry: SearchPassage) => boolean;
  /** Page size, as asked for or for a question of fact: the lead of one quotes from its first page. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

const plainReadings = new WeakMap<AnswerRequest, AnswerRequest>();

/** The plain reading: the same question as one of fact, searched with all its words. The same one for the same request. */
export function readPlainly(request: AnswerRequest): AnswerRequest {
  const known = plainReadings.get(request);
  if (known !== undefined) return known;
  const question = { ...request.question, kind: "fact", group: "fact", scope: null, speakers: [] } as const;
  const plain = { ...request, question };
  plainReadings.set(request, plain);
  return plain;
}

/** The reader's filters where none is set. */
export const acceptAll = (): boolean => true;

export function sectionId({ document, section }: SearchPassage): string {
  return `${document.id}/s${section.number}`;
}

/** A test for passages of some sections; null accepts all. */
export function withinSections(sections: readonly SpokenSection[] | null): (entry: SearchPassage) => boolean {
  if (sections === null) return () => true;
  const parts = new Set(sections.map(({ section }) => section));
  return ({ section }) => parts.has(section);
}

/** The reader's filters and the sessions named: what holds for every kind of answer. */
export function withinSessions({ filter, question }: AnswerRequest): (entry: SearchPassage) => boolean {
  const { sessions } = question;
  if (sessions === null) return filter;
  const held = new Set(sessions);
  return (entry) => held.has(entry.document) && filter(entry);
}

/** A test for the kinds of passage that the question restricts to; where it names none, all pass. */
export function withinKinds({ question }: AnswerRequest): (entry: SearchPassage) => boolean {
  const kinds: readonly string[] = question.passageKinds;
  return ({ passage }) => kinds.length === 0 || kinds.includes(passage.kind);
}

/** What an answer about what was said may cite: content, of the sessions, speakers and kinds asked for, not left out. */
export function withinAsked(request: AnswerRequest): (entry: SearchPassage) => boolean {
  const { scope, excluded } = request.question;
  const inSessions = withinSessions(request);
  const inScope = withinSections(scope);
  const isExcluded = withinSections(excluded.flatMap(({ sections }) => sections));
  const isOfKinds = withinKinds(request);
  return (entry) =>
    isContent(entry) &&
    inSessions(entry) &&
    inScope(entry) &&
    !(excluded.length > 0 && isExcluded(entry)) &&
    isOfKinds(entry);
}

/** Whether words of some speakers may stand under nobody: their records hold turns of whoever could not be told. */
export function leavesDoubt(asked: readonly SpokenSection[]): boolean {
  const documents = new Set(asked.map(({ document }) => document));
  return [...documents].some(({ sections }) => sections.some(({ doubtful }) => doubtful === true));
}

/** Who speaks, as the answer's language names it. */
export function speakerLabel({ section, document }: SearchPassage, telling: Telling): string {
  const { speaker, organization } = namesIn(section, document, telling);
  if (speaker === null) return organization ?? "";
  return organization === null || speaker.includes(organization) ? speaker : `${speaker} (${organization})`;
}

export function distinctSpeakers(entries: readonly SearchPassage[], telling: Telling): string[] {
  return [...new Set(entries.map((entry) => speakerLabel(entry, telling)).filter((label) => label !== ""))];
}

/** Passages by speaker, in the order in which they first speak. */
export function countBySpeaker(entries: readonly SearchPassage[], telling: Telling): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const name = speakerLabel(entry, telling);
    if (name !== "") counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ name, count }));
}

/** Passages by session, in the order of the records; empty where all are of one. */
export function countBySession(entries: readonly SearchPassage[]): SessionCount[] {
  const counts = new Map<Document, number>();
  for (const { document } of entries) counts.set(document, (counts.get(document) ?? 0) + 1);
  if (counts.size < 2) return [];
  return [...counts].map(([{ title, sessionDate }, count]) => ({ title, isoDate: sessionDate, count }));
}

export function paragraphLabel({ passage }: SearchPassage): string {
  return passage.item === null ? String(passage.paragraph) : `${passage.paragraph} (${passage.item})`;
}

/**
 * Where a block and its items would both be listed, the items are, each being a member on its own; and so are the
 * blocks below a line that only leads to them ("Canada recommended that member states:").
 */
export function itemsForBlocks(entries: readonly SearchPassage[]): SearchPassage[] {
  const listed = new Map(entries.map((entry) => [entry.ordinal, entry]));
  return entries.filter((entry) => {
    const next = listed.get(entry.ordinal + 1);
    const leads =
      entry.passage.text.trimEnd().endsWith(":") && next !== undefined && sectionId(next) === sectionId(entry);
    return !leads && !entry.items.some((item) => listed.has(item));
  });
}

/** A passage, or a part of it, as a lead quotes it: without the marks of the source's format. */
export function shownText({ document, passage }: SearchPassage, part?: ReadSpan): string {
  const start = passage.start + (part?.start ?? 0);
  const quote = part === undefined ? passage.text : passage.text.slice(part.start, part.end);
  const markup = markupIn({ start, end: start + quote.length }, document.exclusions);
  return shownQuote({ quote, start, markup });
}
