import type { DocumentSummary } from "../document-protocol.ts";
import type { IngestReport } from "../ingest-protocol.ts";
import type { Problem } from "../protocol.ts";
import type { TerminalLocale } from "./messages.ts";
import { plainText } from "./terminal-text.ts";

const shownCharacters = 70;

/** What became of a file that was added: its audit, with what a person should look at. */
export function describeReport(file: string, report: IngestReport, { language, messages }: TerminalLocale): string {
  const { document, replaced, audit } = report;
  const accounted = audit.nonSpaceCharacters === 0 ? 1 : (audit.inPassages + audit.excluded) / audit.nonSpaceCharacters;
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 2 }).format(accounted);
  const recommendations = audit.sections.reduce((count, section) => count + section.recommendations, 0);
  const lines = [
    `${plainText(file)}: ${messages.added(document.id, plainText(document.title))}`,
    ...(replaced === null ? [] : [`  ${messages.replaced(replaced)}`]),
    `  ${messages.audit({ sections: document.sectionCount, passages: document.passageCount, recommendations })}`,
    `  ${messages.accounted(percent)}`,
    ...audit.sections.flatMap((section) => {
      const who = section.speaker ?? section.organization;
      return who === null
        ? []
        : [`    ${section.number}. ${shorten(who)}: ${section.passages} (${section.recommendations})`];
    }),
    ...listed(
      messages.unaccounted,
      audit.unaccounted.map(({ text }) => shorten(text)),
    ),
    ...listed(
      messages.unattributed,
      audit.unattributed.map(({ paragraph, text }) => `¶${paragraph} ${shorten(text)}`),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

/** A record in one line: id, session's date, title, and what it holds. */
export function describeSummary(document: DocumentSummary, { messages }: TerminalLocale): string {
  const { id, sessionDate, title, sectionCount, passageCount } = document;
  const counts = messages.counts({ sections: sectionCount, passages: passageCount });
  return `${[id, sessionDate ?? "–", plainText(title), counts].join("  ")}\n`;
}

export function describeProblemText({ detail, errors }: Problem): string {
  const fields = errors.filter(({ message }) => message !== detail);
  return [detail, ...fields.map(({ path, message }) => (path === "" ? `  ${message}` : `  ${path}: ${message}`))]
    .map(plainText)
    .join("\n");
}

function listed(title: (count: number) => string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : [`  ${title(entries.length)}`, ...entries.map((entry) => `    ${entry}`)];
}

function shorten(text: string): string {
  const line = plainText(text.replace(/\s+/g, " "));
  return line.length <= shownCharacters ? line : `${line.slice(0, shownCharacters - 1)}…`;
}
