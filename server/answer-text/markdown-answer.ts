import { type AskResponse, type Citation, type FrameLanguage, shownQuote } from "../protocol.ts";
import { type AnswerWords, answerWords } from "./answer-words.ts";
import { describePlace, describeSpeaker, formatDate } from "./citation-text.ts";
import { codeSpan, escapeMarkdown, quoteLines } from "./markdown-escape.ts";
import { permalinkPath, withBase } from "./permalinks.ts";

export interface MarkdownOptions {
  /** What the links begin with: `linkBase` of server/http/public-address.ts. */
  readonly baseUrl: string;
  /** Of what frames the answer; the quotes are in their own. */
  readonly language: FrameLanguage;
}

interface Frame extends MarkdownOptions {
  readonly words: AnswerWords;
}

/**
 * An answer as Markdown that stands by itself: the lead, then every citation with its number, whole quote, speaker,
 * session and a link to its place. What records and questions say is escaped: none of it becomes markup or a link.
 */
export function composeMarkdown(answer: AskResponse, options: MarkdownOptions): string {
  const frame = { ...options, words: answerWords[options.language] };
  const { words } = frame;
  const parts = [
    ...describeReason(answer, words),
    escapeMarkdown(answer.answer),
    ...describeCount(answer, words),
    ...answer.citations.map((citation) => quoteCitation(citation, frame)),
    ...describeSilent(answer, words),
    ...titled(words.borderline, answer.borderline, frame),
    ...titled(words.nearest, answer.nearest ?? [], frame),
    ...(answer.nextCursor === undefined ? [] : [words.more(codeSpan(answer.nextCursor))]),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function describeReason({ reason }: AskResponse, words: AnswerWords): string[] {
  const told = reason === undefined ? null : words.reasons[reason];
  return told === null ? [] : [`**${told}**`];
}

function describeCount({ total, complete, citations }: AskResponse, words: AnswerWords): string[] {
  if (total === undefined) return [];
  const shown = { first: citations[0]?.number ?? 1, last: citations.at(-1)?.number ?? 0, total };
  const extent = complete === undefined ? [] : [complete ? words.complete : words.notComplete];
  return [[words.total(shown), ...extent].join(" ")];
}

function describeSilent({ silent }: AskResponse, words: AnswerWords): string[] {
  const names = silent.map(({ speaker, organization }) => speaker ?? organization).filter((name) => name !== null);
  return names.length === 0 ? [] : [`${words.silent} ${names.map(escapeMarkdown).join("; ")}.`];
}

function titled(title: string, citations: readonly Citation[], frame: Frame): string[] {
  if (citations.length === 0) return [];
  return [`**${title}**`, ...citations.map((citation) => quoteCitation(citation, frame))];
}

function quoteCitation(citation: Citation, { words, baseUrl, language }: Frame): string {
  const { number, documentTitle, sessionDate, translation } = citation;
  const place = `[${describePlace(citation)}](${withBase(baseUrl, permalinkPath(citation))})`;
  const session = [documentTitle, ...(sessionDate === null ? [] : [formatDate(sessionDate, language)])];
  const head = [
    `**[${number}] ${inOneLine(describeSpeaker(citation, words.unnamedSpeaker))}**`,
    ...session.map(inOneLine),
    place,
  ];
  const lines = [head.join(" · "), quoteLines(escapeMarkdown(shownQuote(citation)))];
  if (translation !== null) {
    const label = words.translation(translation.language, translation.official);
    lines.push(`${label}: ${escapeMarkdown(translation.text)}`);
  }
  return lines.join("\n\n");
}

function inOneLine(text: string): string {
  return escapeMarkdown(text).replaceAll("\n", " ");
}
