import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Citation } from "../../server/protocol.ts";
import type { EvaluatedQuestion } from "./evaluate.ts";

const directory = join(import.meta.dirname, "golden");
const extension = ".txt";
/** Citations beyond these are counted, not listed. */
const citationsShown = 12;
const quoteCharacters = 60;

/** Ids of the questions whose rankings are kept: the names of the files. */
export async function listGoldenQuestions(): Promise<string[]> {
  const files = await readdir(directory);
  return files.filter((file) => file.endsWith(extension)).map((file) => file.slice(0, -extension.length));
}

export function readGolden(id: string): Promise<string> {
  return readFile(join(directory, `${id}${extension}`), "utf8");
}

/** Writes the ranking of each question that has a file. @returns how many were written. */
export async function writeGoldens(evaluated: readonly EvaluatedQuestion[]): Promise<number> {
  const kept = new Set(await listGoldenQuestions());
  const chosen = evaluated.filter(({ question }) => kept.has(question.id));
  for (const each of chosen) await writeFile(join(directory, `${each.question.id}${extension}`), formatGolden(each));
  return chosen.length;
}

function formatCitation({ paragraph, item, kind, organization, speaker, quote }: Citation): string {
  const place = `¶${paragraph}${item === null ? "" : ` (${item})`}`;
  const start = quote.replace(/\s+/gu, " ").slice(0, quoteCharacters).trimEnd();
  return `${place.padEnd(9)}${kind}, ${organization ?? speaker ?? "–"}: ${start}`;
}

function formatList(name: string, citations: readonly Citation[]): string[] {
  if (citations.length === 0) return [];
  const shown = citations
    .slice(0, citationsShown)
    .map((citation, at) => `${at + 1}.`.padEnd(4) + formatCitation(citation));
  const rest = citations.length - shown.length;
  return ["", `${name}:`, ...shown, ...(rest > 0 ? [`and ${rest} more`] : [])];
}

/** How a question was answered, in lines that a change of ranking moves: no scores, which move with every fit. */
export function formatGolden({ question, response }: EvaluatedQuestion): string {
  const { outcome, intent, basis, total, complete, reason, silent, borderline, nearest, citations } = response;
  const facts = [
    outcome,
    `intent ${intent}`,
    ...(basis === undefined ? [] : [`basis ${basis}`]),
    ...(total === undefined ? [] : [`total ${total}`]),
    ...(complete === undefined ? [] : [complete ? "complete" : "perhaps incomplete"]),
    ...(reason === undefined ? [] : [`reason ${reason}`]),
  ];
  const lines = [
    ...(question.history ?? []).map((text) => `before: ${text}`),
    `question: ${question.question}`,
    `document: ${question.document}`,
    `outcome: ${facts.join(", ")}`,
    ...silent.map(({ organization, speaker }) => `silent: ${organization ?? speaker ?? "–"}`),
    ...formatList("citations", citations),
    ...formatList("borderline", borderline),
    ...formatList("nearest, not answering", nearest ?? []),
  ];
  return `${lines.join("\n")}\n`;
}
