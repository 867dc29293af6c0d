import {
  ellipsisOpening,
  ordinalWords,
  pointingBack,
  pronounCue,
  recommendationCue,
  speechCue,
  topicOpening,
} from "./cues.ts";
import type { Mention } from "./mention.ts";
import type { QuestionReading } from "./question-reading.ts";

/** Fields of what was understood that an earlier question gave. */
export type InheritedField = "speakers" | "organizations" | "countries" | "topic";

/** A question completed by the conversation before it. */
export interface ResolvedQuestion {
  readonly reading: QuestionReading;
  readonly inherited: readonly InheritedField[];
  /** "The second one": which citation of the answer before is meant, from 1, or -1 for the last; null elsewhere. */
  readonly ordinal: number | null;
}

const standalone = (reading: QuestionReading): ResolvedQuestion => ({ reading, inherited: [], ordinal: null });

const fieldOf: Readonly<Record<Mention["kind"], InheritedField>> = {
  person: "speakers",
  role: "speakers",
  body: "organizations",
  country: "countries",
};

function fieldsOf(mentions: readonly Mention[]): InheritedField[] {
  return [...new Set(mentions.map((mention) => fieldOf[mention.kind]))];
}

function pointedOrdinal(folded: string): number | null {
  const match = pointingBack.exec(folded);
  if (match === null) return null;
  const word = folded.split(" ").find((each) => each in ordinalWords);
  return word === undefined ? null : (ordinalWords[word] ?? null);
}

/** The earlier question with one of its mentions replaced by the new one: "¿y Canadá?" after "¿Qué tema lidera Chile?". */
function substitute(previous: QuestionReading, replacement: Mention): string {
  const same = previous.mentions.filter((mention) => mention.kind === replacement.kind);
  const target = same.length > 0 ? same.at(-1) : previous.mentions.length === 1 ? previous.mentions[0] : undefined;
  if (target === undefined) return `${previous.text} ${replacement.text}`;
  const start = previous.tokens[target.first]?.start ?? 0;
  const end = previous.tokens[target.last]?.end ?? previous.text.length;
  return `${previous.text.slice(0, start)}${replacement.text}${previous.text.slice(end)}`;
}

/**
 * The earlier question with its topic replaced by the new one: "¿y sobre la diáspora?" after "¿Qué dijo el BID sobre las
 * remesas?". Null where its topic is woven with the names that it asks about, and cannot be taken out alone.
 */
function substituteTopic(previous: QuestionReading, reading: QuestionReading): string | null {
  const [first] = previous.topic;
  const last = previous.topic.at(-1);
  if (first === undefined || last === undefined) return null;
  const from = previous.tokens.indexOf(first);
  const to = previous.tokens.indexOf(last);
  if (previous.mentions.some((mention) => mention.first <= to && mention.last >= from)) return null;
  return `${previous.text.slice(0, first.start)}${wordsOf(reading)}${previous.text.slice(last.end)}`;
}

const wordsOf = (reading: QuestionReading): string =>
  reading.topic
    .filter((token) => !isWithin(token, reading, reading.mentions))
    .map((token) => token.surface)
    .join(" ");
const namesOf = (mentions: readonly Mention[]): string => mentions.map((mention) => mention.text).join(" ");

/** Whether a question leaves out what only an earlier one can supply. */
function leansOnConversation(reading: QuestionReading): boolean {
  if (reading.intent === "smalltalk" || reading.intent === "assistant" || reading.intent === "document") return false;
  const nothingNamed = reading.mentions.length === 0;
  if (ellipsisOpening.test(reading.folded)) return true;
  if (nothingNamed && reading.topic.length === 0 && reading.intent !== "overview") return true;
  return (
    pronounCue.test(reading.folded.replace(/^(?:el|la|los|las)\b/u, "")) &&
    hasBarePronoun(reading) &&
    (nothingNamed || reading.topic.length === 0)
  );
}

/** Articles and object pronouns are spelled alike in Spanish; only words that cannot be articles count. */
function hasBarePronoun(reading: QuestionReading): boolean {
  return /\b(?:ella|ellos|ellas|eso|esto|he|she|it|they|them|this|that|those|these|his|her|their|its|alli|ahi|dicho|dicha|al respecto|su|sus)\b/u.test(
    reading.folded,
  );
}

/**
 * Completes a question that leans on the one before: what it leaves out is inherited, what it says replaces, and a
 * question that stands on its own drops it all.
 *
 * @param previous The question before, itself resolved; null at the start of a conversation.
 * @param read Reads a text on its own.
 */
export function resolveQuestion(
  text: string,
  previous: ResolvedQuestion | null,
  read: (text: string) => QuestionReading,
): ResolvedQuestion {
  const reading = read(text);
  if (previous === null) return standalone(reading);
  const ordinal = pointedOrdinal(reading.folded);
  if (ordinal !== null && reading.mentions.length === 0 && reading.topic.length <= 1) {
    return { reading: previous.reading, inherited: [...fieldsOf(previous.reading.mentions), "topic"], ordinal };
  }
  if (!leansOnConversation(reading)) return standalone(reading);
  return complete(reading, previous.reading, read);
}

function complete(
  reading: QuestionReading,
  before: QuestionReading,
  read: (text: string) => QuestionReading,
): ResolvedQuestion {
  const own = reading.mentions.filter((mention) => mention.kind !== "role");
  const hasPredicate =
    speechCue.test(reading.folded) || recommendationCue.test(reading.folded) || reading.answerType !== "none";
  const [first] = own;
  if (first !== undefined && reading.topic.every((token) => isWithin(token, reading, own)) && !hasPredicate) {
    return {
      reading: read(substitute(before, first)),
      inherited: before.topic.length > 0 ? ["topic"] : [],
      ordinal: null,
    };
  }
  if (first !== undefined) {
    // The new question names whom it asks about; only what it is about is left out ("and what did UNICEF say about it?").
    const needsTopic = hasBarePronoun(reading) || reading.topic.every((token) => isWithin(token, reading, own));
    if (!needsTopic || before.topic.length === 0) return standalone(reading);
    return { reading: read(`${reading.text} ${wordsOf(before)}`), inherited: ["topic"], ordinal: null };
  }
  const otherTopic = topicOpening.test(reading.folded) && reading.topic.length > 0 && !hasBarePronoun(reading);
  const replaced = otherTopic ? substituteTopic(before, reading) : null;
  if (replaced !== null) return { reading: read(replaced), inherited: fieldsOf(before.mentions), ordinal: null };
  const named = nameThePronoun(reading, before);
  if (named !== null) return { reading: read(named), inherited: fieldsOf(before.mentions), ordinal: null };
  const names = namesOf(before.mentions);
  const onlySpeaker = hasPredicate && reading.topic.length === 0;
  const added = onlySpeaker ? names : `${names} ${wordsOf(before)}`;
  if (added.trim() === "") return standalone(reading);
  const inherited: InheritedField[] = [...fieldsOf(before.mentions)];
  if (!onlySpeaker && before.topic.length > 0) inherited.push("topic");
  return { reading: read(`${reading.text.replace(/[?!.\s]+$/u, "")} ${added}`), inherited, ordinal: null };
}

/** "What did she say about surveys?" after "Who is Olga Rebolledo?": the name stands where the pronoun stood. */
function nameThePronoun(reading: QuestionReading, before: QuestionReading): string | null {
  const speaker = before.mentions.findLast((mention) => mention.sections.length > 0);
  const pronoun = reading.tokens.find((token) => /^(?:she|he|they|ella|ellos|ellas)$/u.test(token.folded));
  if (speaker === undefined || pronoun === undefined || reading.topic.length === 0) return null;
  return `${reading.text.slice(0, pronoun.start)}${speaker.text}${reading.text.slice(pronoun.end)}`;
}

function isWithin(
  token: QuestionReading["tokens"][number],
  reading: QuestionReading,
  mentions: readonly Mention[],
): boolean {
  const position = reading.tokens.indexOf(token);
  return mentions.some((mention) => position >= mention.first && position <= mention.last);
}
