import { describePlace, describeSpeaker, formatDate } from "../answer-text/citation-text.ts";
import { type AskResponse, type Citation, shownQuote } from "../protocol.ts";
import { localeOf, type TerminalLocale } from "./messages.ts";
import { layOut, plainText, type TerminalStyle } from "./terminal-text.ts";

/** An answer with its citations, to be read in a terminal; what frames it is in the answer's own language. */
export function describeAnswer(response: AskResponse, style: TerminalStyle): string {
  const locale = localeOf(response.language);
  const { messages } = locale;
  const describe = (citations: readonly Citation[]) =>
    citations.map((citation) => describeCitation(citation, locale, style)).join("\n\n");
  const titled = (title: string, citations: readonly Citation[]) =>
    citations.length > 0 ? [`${title}\n\n${describe(citations)}`] : [];
  const silent = response.silent.map(({ speaker, organization }) => `  ${plainText(speaker ?? organization ?? "")}`);
  const parts = [
    layOut(response.answer, { indent: "", bold: [], style }),
    ...(response.citations.length > 0 ? [describe(response.citations)] : []),
    ...titled(messages.borderline, response.borderline),
    ...(silent.length > 0 ? [`${messages.silent}\n${silent.join("\n")}`] : []),
    ...titled(messages.nearest, response.nearest ?? []),
    ...(response.nextCursor === undefined ? [] : [messages.more]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function describeCitation(citation: Citation, { language, messages }: TerminalLocale, style: TerminalStyle): string {
  const { number, highlight, highlights, translation } = citation;
  const heading = `[${number}] ${describePlace(citation)} · ${describeSpeaker(citation, messages.unnamedSpeaker)}`;
  const date = citation.sessionDate === null ? [] : [formatDate(citation.sessionDate, language)];
  // Spans are offsets into the source; the text is that of the quote as it is shown.
  const bold = [...(highlight ? [highlight] : []), ...highlights].map((span) => ({
    start: shownQuote(citation, span.start).length,
    end: shownQuote(citation, span.end).length,
  }));
  const lines = [
    layOut([heading, ...date].join(" · "), { indent: "", bold: [], style }),
    layOut(shownQuote(citation), { indent: "    ", bold, style }),
  ];
  if (translation !== null) {
    const label = messages.translation(translation.language, translation.official);
    lines.push(layOut(`${label}: ${translation.text}`, { indent: "      ", bold: [], style }));
  }
  return [...lines, layOut(`— ${citation.documentTitle}`, { indent: "    ", bold: [], style })].join("\n");
}
