import type { FrameLanguage } from "../protocol.ts";
import type { SearchPassage } from "../retrieval/search-text.ts";
import type { QuestionReading } from "../understanding/question-reading.ts";
import type { SpokenSection } from "../understanding/roster.ts";
import type { Frames } from "./frames.ts";
import type { RecordCollection } from "./record-collection.ts";

/** One question on its way to an answer. */
export interface AnswerRequest {
  readonly collection: RecordCollection;
  readonly reading: QuestionReading;
  readonly language: FrameLanguage;
  readonly frames: Frames;
  /** The reader's filters. */
  readonly filter: (entry: SearchPassage) => boolean;
  readonly limit: number;
  readonly signal: AbortSignal;
}

export function sectionId({ document, section }: SearchPassage): string {
  return `${document.id}/s${section.number}`;
}

/** A test for passages of some sections; null accepts all. */
export function withinSections(sections: readonly SpokenSection[] | null): (entry: SearchPassage) => boolean {
  if (sections === null) return () => true;
  const ids = new Set(sections.map((spoken) => spoken.id));
  return (entry) => ids.has(sectionId(entry));
}

/** A topic longer than this is shown by its beginning. */
const topicCharacters = 120;

/** The topic as the reader worded it, for the lead. */
export function topicText(reading: QuestionReading): string {
  const [first] = reading.topic;
  const last = reading.topic.at(-1);
  if (first === undefined || last === undefined) return "";
  const stretch = reading.text.slice(first.start, last.end).replace(/\s+/gu, " ").trim();
  // A stretch much longer than its content words holds the verb of the question as well.
  const words = reading.topic.map((token) => token.surface).join(" ");
  const shown = stretch.length <= words.length * 1.6 ? stretch : words;
  return shown.length <= topicCharacters ? shown : `${shown.slice(0, topicCharacters).trimEnd()}…`;
}

export function speakerLabel({ section }: SearchPassage): string {
  const { speaker, organization } = section;
  if (speaker === null) return organization ?? "";
  return organization === null || speaker.includes(organization) ? speaker : `${speaker} (${organization})`;
}

export function distinctSpeakers(entries: readonly SearchPassage[]): string[] {
  return [...new Set(entries.map(speakerLabel).filter((label) => label !== ""))];
}

export function paragraphLabel({ passage }: SearchPassage): string {
  return passage.item === null ? String(passage.paragraph) : `${passage.paragraph} (${passage.item})`;
}
