import { fold, type Token } from "../language/terms.ts";
import { isFunctionWordAnywhere, wordings } from "../language/wordings.ts";
import { type Mention, standsIn } from "./mention.ts";
import type { Question } from "./question.ts";

/** Fields of what was understood that an earlier question gave. */
export type InheritedField = "speakers" | "organizations" | "countries" | "topic";

/** A question completed by the conversation before it. */
export interface ResolvedQuestion {
  readonly question: Question;
  readonly inherited: readonly InheritedField[];
  /** "The second one": which citation of the answer before is meant, from 1, or -1 for the last; null elsewhere. */
  readonly ordinal: number | null;
}

/** Reads a text on its own. `isComplete`: it has been completed, and leans on nothing any more. */
export type ReadText = (text: string, isComplete: boolean) => Promise<Question>;

const fieldOf: Readonly<Record<Mention["kind"], InheritedField>> = {
  person: "speakers",
  role: "speakers",
  body: "organizations",
  country: "countries",
};

function fieldsOf(mentions: readonly Mention[]): InheritedField[] {
  return [...new Set(mentions.map((mention) => fieldOf[mention.kind]))];
}

const inAnyLanguage = (word: string, table: "pronouns" | "speakerPronouns"): boolean =>
  Object.values(wordings).some((wording) => wording[table].has(word));

/** "The second one", "la última": an ordinal and nothing else that says something. */
function pointedOrdinal({ tokens }: Question): number | null {
  const telling = tokens.filter(({ folded }) => !isFunctionWordAnywhere(folded));
  const positions = tokens.flatMap(({ folded }) =>
    Object.values(wordings).flatMap(({ ordinals }) => ordinals[folded] ?? []),
  );
  const [position] = positions;
  return position !== undefined && telling.length <= 2 ? position : null;
}

const textOf = (tokens: readonly Token[]): string => tokens.map(({ surface }) => surface).join(" ");

const namesOf = (mentions: readonly Mention[]): string => mentions.map(({ text }) => text).join(" ");

/** Whether a question leaves out what only an earlier one can supply. */
function leansOnConversation(question: Question): boolean {
  if (question.group === "followup") return true;
  if (question.group === "nothing" || question.group === "document") return false;
  const points = question.tokens.some(({ folded }) => inAnyLanguage(folded, "pronouns"));
  return points && (question.mentions.length === 0 || !question.marksTopic) && question.group !== "overview";
}

/**
 * Completes a question that leans on the one before: what it leaves out is inherited, what it says replaces, and a
 * question that stands on its own drops it all.
 *
 * @param previous The question before, itself resolved; null at the start of a conversation.
 */
export async function resolveQuestion(
  text: string,
  previous: ResolvedQuestion | null,
  read: ReadText,
): Promise<ResolvedQuestion> {
  const question = await read(text, previous === null);
  if (previous === null) return { question, inherited: [], ordinal: null };
  const before = previous.question;
  const ordinal = pointedOrdinal(question);
  if (ordinal !== null && question.mentions.length === 0) {
    return { question: before, inherited: [...fieldsOf(before.mentions), "topic"], ordinal };
  }
  if (!leansOnConversation(question)) return { question, inherited: [], ordinal: null };
  const completed = complete(question, before);
  return { question: await read(completed.text, true), inherited: completed.inherited, ordinal: null };
}

interface Completed {
  readonly text: string;
  readonly inherited: InheritedField[];
}

/** The question that is meant, in words, so that everything behind sees one whole question. */
export function complete(question: Question, before: Question): Completed {
  const own = question.mentions.filter(({ kind }) => kind !== "role");
  const isNamed = (token: Token): boolean => standsIn(own, question.tokens.indexOf(token));
  const saysMore = question.content.filter((token) => !isNamed(token) && !inAnyLanguage(token.folded, "pronouns"));
  const [first] = own;
  // "¿Y Canadá?": the earlier question with the new name in it.
  if (first !== undefined && saysMore.length === 0) {
    return { text: substitute(before, first), inherited: before.topic.length > 0 ? ["topic"] : [] };
  }
  const pronoun = question.tokens.find(({ folded }) => inAnyLanguage(folded, "speakerPronouns"));
  const speaker = before.mentions.findLast(({ sections }) => sections.length > 0);
  // "What did she say about surveys?": the name stands where the pronoun stood.
  if (first === undefined && pronoun !== undefined && speaker !== undefined) {
    const text = question.text.slice(0, pronoun.start) + speaker.text + question.text.slice(pronoun.end);
    return { text, inherited: fieldsOf([speaker]) };
  }
  const points = question.tokens.some(({ folded }) => inAnyLanguage(folded, "pronouns"));
  if (first !== undefined) {
    return points && before.topic.length > 0
      ? { text: append(question.text, textOf(before.topic)), inherited: ["topic"] }
      : { text: question.text, inherited: [] };
  }
  // "And on ferries?": the earlier question with its topic replaced.
  const replaced = saysMore.length > 0 && !points ? substituteTopic(before, textOf(saysMore)) : null;
  if (replaced !== null) return { text: replaced, inherited: fieldsOf(before.mentions) };
  const names = namesOf(before.mentions);
  const topic = textOf(before.topic);
  const added = `${names} ${saysMore.length > 0 && !points ? "" : topic}`.trim();
  const inherited = fieldsOf(before.mentions);
  // "Why?" asks the same of the same.
  if (saysMore.length === 0 && !points)
    return { text: append(question.text, before.text), inherited: [...inherited, "topic"] };
  return { text: append(question.text, added), inherited: topic === "" ? inherited : [...inherited, "topic"] };
}

const append = (text: string, added: string): string =>
  added === "" ? text : `${text.replace(/[?!.\s]+$/u, "")} ${added}`;

/** The earlier question with one of its mentions replaced by the new one: "¿y Canadá?" after "¿Qué tema lidera Chile?". */
function substitute(previous: Question, replacement: Mention): string {
  const same = previous.mentions.filter((mention) => mention.kind === replacement.kind);
  const target = same.length > 0 ? same.at(-1) : previous.mentions.length === 1 ? previous.mentions[0] : undefined;
  if (target === undefined) return `${previous.text} ${replacement.text}`;
  if (fold(target.text) === fold(replacement.text)) return previous.text;
  const start = previous.tokens[target.first]?.start ?? 0;
  const end = previous.tokens[target.last]?.end ?? previous.text.length;
  return `${previous.text.slice(0, start)}${replacement.text}${previous.text.slice(end)}`;
}

/** Null where the earlier topic is woven with the names that it asks about, and cannot be taken out alone. */
function substituteTopic(previous: Question, words: string): string | null {
  const [first] = previous.topic;
  const last = previous.topic.at(-1);
  if (first === undefined || last === undefined) return null;
  const from = previous.tokens.indexOf(first);
  const to = previous.tokens.indexOf(last);
  if (previous.mentions.some((mention) => mention.first <= to && mention.last >= from)) return null;
  return `${previous.text.slice(0, first.start)}${words}${previous.text.slice(last.end)}`;
}
