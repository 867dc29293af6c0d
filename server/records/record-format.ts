import type { RecordFormat } from "../../corpus/text-extractor.ts";

/** The format that a file's extension tells; null where it tells none that records are read from. */
export function formatOfName(name: string): RecordFormat | null {
  if (/\.(md|markdown)$/i.test(name)) return "markdown";
  return /\.(txt|text)$/i.test(name) ? "text" : null;
}
