import type { Document, Language, PassageKind } from "../../../corpus/document.ts";
import type { QuestionReading } from "../../../embeddings/readers.ts";
import { detectQuestionLanguage } from "../language/question-language.ts";
import { isNear, spellingTolerance } from "../language/spelling.ts";
import { fold, type Token, tokenize } from "../language/terms.ts";
import type { Concept } from "../retrieval/concept.ts";
import { askedSpeakers, decideWithMentions, unresolvedWords } from "./asked-speakers.ts";
import { askedWords, asksOnlyRecommendations, createSessionTest } from "./asked-words.ts";
import { type Mention, type MentionSources, overlap } from "./mention.ts";
import { findMentions } from "./mentions.ts";
import { readParts } from "./question-parts.ts";
import { type DecidedKind, groupOf, type RequestGroup } from "./request-kinds.ts";
import type { SpokenSection } from "./roster.ts";
import type { SessionRegister } from "./sessions.ts";

/** What a question was understood to ask, before anything is searched. */
export interface Question extends DecidedKind {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly language: Language | null;
  /** What the question reader made of it. */
  readonly reading: QuestionReading;
  /** Probability that it asks nothing of a record of sessions. */
  readonly outside: number;
  readonly mentions: readonly Mention[];
  /** Those of the mentions whose own words are asked for. */
  readonly speakers: readonly Mention[];
  /** Those that are left out ("everyone except Peru"). */
  readonly excluded: readonly Mention[];
  /** Words of a topic that is left out ("everything that is not about remittances"). */
  readonly excludedTopic: readonly Token[];
  /** Words of a speaker that no record names: whoever is meant, nobody else's words may stand for theirs. */
  readonly unresolvedSpeaker: readonly Token[];
  /** Sections that the speakers are heard in; null where the question is not about what someone said. */
  readonly scope: readonly SpokenSection[] | null;
  /** Records whose session is named by date, place or number; null where none is. */
  readonly sessions: readonly Document[] | null;
  /** The words that name them. */
  readonly sessionWords: readonly Token[];
  /** Kinds of passage that the question restricts to. */
  readonly passageKinds: readonly PassageKind[];
  /** Content words of what it is about, as the question reader marks them; of an unmarked question of fact, all. */
  readonly topic: readonly Token[];
  /** Whether the question itself says what it is about. */
  readonly marksTopic: boolean;
  /** All content words but the names of speakers: what is searched for. */
  readonly content: readonly Token[];
}

export interface QuestionSources extends MentionSources {
  readonly documents: readonly Document[];
  readonly sessions: SessionRegister;
}

/** All in capitals, a text is read as one in small letters: the model has met few words in capitals. */
export function readableText(text: string): string {
  const isShouted = /\p{Lu}{2}/u.test(text) && !/\p{Ll}/u.test(text) && tokenize(text).length >= 3;
  return isShouted && text.toLowerCase().length === text.length ? text.toLowerCase() : text;
}

/** Reads one question on its own; what a conversation adds comes from `conversation.ts`. */
export function understandQuestion(
  text: string,
  reading: QuestionReading,
  sources: QuestionSources,
  without: readonly RequestGroup[] = [],
  linked: readonly Mention[] = [],
): Question {
  const readable = readableText(text);
  const tokens = tokenize(readable);
  // A name is of no language, whatever else it means in one.
  const isName = (word: string): boolean =>
    sources.lexicon.match(tokenize(word), null, true).some(({ concept }) => concept.kind !== "term");
  const language = detectQuestionLanguage(readable, (word) => (isName(word) ? [] : sources.lexicon.languagesOf(word)));
  const found = findMentions(readable, tokens, language, sources, isNearName);
  const mentions = [...found.filter((mention) => !linked.some((each) => overlap(each, mention))), ...linked].sort(
    (a, b) => a.first - b.first,
  );
  const parts = readParts(reading, tokens);
  const words = { tokens, mentions, parts };
  const sessions = sources.sessions.named(tokens, {
    isMarked: (token) => parts.has("session", token),
    isGeneric: createSessionTest(sources.lexicon),
  });
  const understood = (kind: DecidedKind) => {
    const who = askedSpeakers(words, kind, sessions);
    return { decided: kind, who, asked: askedWords(words, kind, who, sessions, sources.lexicon) };
  };
  const first = understood(decideWithMentions(reading.kinds, mentions, without));
  // Without accents "que recomendo panama" reads like a question on a topic: it asks for all that Panama recommended.
  const isOfSpeaker = first.decided.kind === "speaker-topic" || first.decided.kind === "overview-speaker";
  const recommends =
    isOfSpeaker && first.who.speakers.length > 0 && asksOnlyRecommendations(first.asked, sources.lexicon);
  const { decided, who, asked } = recommends
    ? understood({ ...first.decided, kind: "list-recommendations", group: "list" })
    : first;
  const { content, excludedTopic, passageKinds } = asked;
  const topic = recommends ? [] : asked.topic;
  return {
    ...decided,
    text,
    tokens,
    language,
    reading,
    outside: reading.kinds.reduce(
      (sum, { kind, probability }) => sum + (groupOf(kind) === "nothing" ? probability : 0),
      0,
    ),
    mentions,
    speakers: who.speakers,
    excluded: who.excluded,
    excludedTopic,
    unresolvedSpeaker: unresolvedWords(words, content, who),
    scope: scopeOf(who.speakers),
    sessions: sessions?.documents ?? null,
    sessionWords: sessions?.words ?? [],
    passageKinds,
    topic: topic.length > 0 || decided.group !== "fact" ? topic : content,
    marksTopic: topic.length > 0,
    content,
  };
}

export function scopeOf(speakers: readonly Mention[]): readonly SpokenSection[] | null {
  if (speakers.length === 0) return null;
  const sections = new Map<string, SpokenSection>();
  for (const mention of speakers) for (const spoken of mention.sections) sections.set(spoken.id, spoken);
  return [...sections.values()];
}

/** Misspelled as people misspell: it begins right, and is off by few letters, by one where the records lack the name. */
function isNearName(word: string, concept: Concept, held: boolean): boolean {
  const names = [...Object.values(concept.names).flat(), ...concept.aliases];
  return names.some((name) => {
    const target = fold(name);
    if (target.length < 5 || target[0] !== word[0]) return false;
    return isNear(
      word,
      target,
      held ? Math.min(spellingTolerance(word), spellingTolerance(target)) : word.length >= 7 ? 1 : 0,
    );
  });
}

/** A topic longer than this is shown by its beginning. */
const topicCharacters = 120;

/** The topic as the reader worded it, for the lead. */
export function topicText({ topic, text }: Question): string {
  const [first] = topic;
  const last = topic.at(-1);
  if (first === undefined || last === undefined) return "";
  const stretch = text.slice(first.start, last.end).replace(/\s+/gu, " ").trim();
  // A stretch much longer than its content words holds the verb of the question as well.
  const words = topic.map((token) => token.surface).join(" ");
  const shown = stretch.length <= words.length * 1.6 ? stretch : words;
  return shown.length <= topicCharacters ? shown : `${shown.slice(0, topicCharacters).trimEnd()}…`;
}
