import type { Document, Language, PassageKind } from "../../../corpus/document.ts";
import type { QuestionPart, QuestionReading } from "../../../embeddings/readers.ts";
import { detectQuestionLanguage } from "../language/question-language.ts";
import { isNear, spellingTolerance } from "../language/spelling.ts";
import { fold, type Token, tokenize } from "../language/terms.ts";
import { isFunctionWordAnywhere, wordings } from "../language/wordings.ts";
import type { Concept } from "../retrieval/lexicon.ts";
import { type Mention, type MentionSources, overlap, standsIn } from "./mention.ts";
import { findMentions } from "./mentions.ts";
import { type DecidedKind, decideKind, groupOf, type RequestGroup } from "./request-kinds.ts";
import type { SpokenSection } from "./roster.ts";
import { sessionsNamed } from "./sessions.ts";

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
}

/** Shares from which a word belongs to a part: a mention needs the better half, a word of the topic less. */
const partOfMention = 0.5;
const partOfTopic = 0.4;
const surelySpeaker = 0.85;
const surelyCompares = 0.75;

/** How probably some words of a question belong to a part: their mean; 0 for words that were not read. */
function shareOf(part: QuestionPart, { words }: QuestionReading, from: number, to: number): number {
  const own = words.filter(({ start, end }) => start < to && end > from);
  return own.length === 0 ? 0 : own.reduce((sum, { parts }) => sum + parts[part], 0) / own.length;
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
  const share = (part: QuestionPart, { first, last }: Mention): number =>
    shareOf(part, reading, tokens[first]?.start ?? 0, tokens[last]?.end ?? 0);
  const isHeard = mentions.filter(({ kind, sections }) => kind !== "role" && sections.length > 0);
  // A comparison sets the words of two side by side: without them it is whatever else it may be.
  const named = mentions.filter(({ kind }) => kind !== "role");
  const compares = reading.kinds.find(({ kind }) => kind === "compare")?.probability ?? 0;
  const hasSides = (named.length >= 2 && isHeard.length >= 1) || compares >= surelyCompares;
  const possible = hasSides ? without : [...without, "compare" as const];
  const first = decideKind(reading.kinds, possible);
  // "Which topic does Canada lead?" sums up nobody where Canada has no part of its own, unless it surely asks for that.
  const sumsUpNobody = first.kind === "overview-speaker" && isHeard.length === 0 && first.probability < surelyCompares;
  const decided = sumsUpNobody ? decideKind(reading.kinds, [...possible, "overview"]) : first;
  const excluded = mentions.filter(
    (mention) =>
      share("excluded", mention) >= partOfMention || (decided.kind === "list-not" && followsException(mention, tokens)),
  );
  const sessions = sessionsNamed(
    tokens.filter((token) => shareOf("session", reading, token.start, token.end) >= partOfMention),
    sources.documents,
  );
  // Who is named in a question of fact may be its subject: only one whose words are surely asked for restricts it.
  const isFact = decided.group === "fact" && decided.kind !== "speaker-topic";
  const leastShare = decided.group === "nothing" ? Number.POSITIVE_INFINITY : isFact ? surelySpeaker : partOfMention;
  // "The Regional Conference" may be a meeting or who speaks for it: where it names no session among those held, it speaks.
  const shareAsSpeaker = (mention: Mention): number =>
    share("speaker", mention) + (sessions === null && isHeard.includes(mention) ? share("session", mention) : 0);
  // Who has no part of its own is what a question of fact, or a list of mentions, is about.
  const needsPart = isFact || decided.kind === "list-mentions" || decided.kind === "count-mentions";
  const asked = mentions.filter(
    (mention) =>
      !excluded.includes(mention) &&
      shareAsSpeaker(mention) >= leastShare &&
      !(needsPart && mention.sections.length === 0),
  );
  const speakers = asked.map((mention) => narrowRole(mention, mentions));
  const isTaken = (token: Token): boolean => standsIn([...speakers, ...excluded], tokens.indexOf(token));
  const isSession = (token: Token): boolean =>
    sessions !== null && shareOf("session", reading, token.start, token.end) >= partOfMention;
  const content = tokens.filter(
    (token) => !isTaken(token) && !isSession(token) && !isFunctionWordAnywhere(token.folded),
  );
  const isTopic = ({ start, end }: Token): boolean =>
    shareOf("topic", reading, start, end) + (needsPart ? shareOf("speaker", reading, start, end) : 0) >= partOfTopic;
  const topic = content.filter(isTopic);
  const excludedTopic = content.filter(
    (token) => shareOf("excluded", reading, token.start, token.end) >= partOfMention,
  );
  const unresolved = content.filter(
    (token) =>
      !standsIn(mentions, tokens.indexOf(token)) &&
      shareOf("speaker", reading, token.start, token.end) >= partOfMention,
  );
  // "Who recommended nothing", "everyone's proposals but Peru's": a complement says which kind of statement it is about.
  const marksKind = content.some((token) => shareOf("kind", reading, token.start, token.end) >= partOfMention);
  const recommends =
    (decided.kind === "list-not" && marksKind) ||
    decided.kind === "list-recommendations" ||
    decided.kind === "document-countrecommendations";
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
    speakers,
    excluded,
    excludedTopic,
    unresolvedSpeaker: unresolved,
    scope: scopeOf(speakers),
    sessions,
    passageKinds: recommends ? ["recommendation"] : [],
    topic: topic.length > 0 || decided.group !== "fact" ? topic : content,
    marksTopic: topic.length > 0,
    content,
  };
}

/** Words between "except" and whom it leaves out. */
const longestException = 3;

/** "Salvo la viceministra", "other than Peru": a word that leaves out stands right before the name. */
function followsException({ first }: Mention, tokens: readonly Token[]): boolean {
  return tokens
    .slice(Math.max(0, first - longestException), first)
    .some(({ folded }) => Object.values(wordings).some(({ exceptions }) => exceptions.has(folded)));
}

/** Words between an office and the body that it is of. */
const longestOffice = 4;

/** "The presidency of the CRM" is that of the body named behind it. */
function narrowRole(role: Mention, mentions: readonly Mention[]): Mention {
  if (role.kind !== "role") return role;
  for (const { kind, first, last, text, sections, ...rest } of mentions) {
    if (kind === "role" || first <= role.last || first - role.last > longestOffice) continue;
    const ids = new Set(role.sections.map(({ id }) => id));
    const both = sections.filter(({ id }) => ids.has(id));
    // Where the records tell of no such office of the body, the body's own part is meant.
    const meant = both.length > 0 ? both : sections;
    if (meant.length > 0) return { ...rest, kind, text, first: role.first, last, sections: meant };
  }
  return role;
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
