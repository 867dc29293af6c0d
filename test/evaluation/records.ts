import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Document } from "../../corpus/document.ts";
import { readRecord } from "../../corpus/reader.ts";
import { alignTranslation } from "../../corpus/translation.ts";
import { type EvaluationQuestion, readQuestions } from "./questions.ts";

const root = join(import.meta.dirname, "..", "..");

/** The records of the development set, by the name that their questions carry. */
const files: Readonly<Record<string, { readonly path: string; readonly format: "text" | "markdown" }>> = {
  "resumen-sesion-tematica-cam-2023-05-09": {
    path: "corpus/documents/resumen-sesion-tematica-cam-2023-05-09.es.txt",
    format: "text",
  },
  "minutes-cyber-security.en": { path: "test/fixtures/records/minutes-cyber-security.en.txt", format: "text" },
  "water-security.es": { path: "test/fixtures/records/water-security.es.md", format: "markdown" },
  "school-feeding.es": { path: "test/fixtures/records/school-feeding.es.txt", format: "text" },
  "disaster-risk.en": { path: "test/fixtures/records/disaster-risk.en.txt", format: "text" },
  "indigenous-languages.pt": { path: "test/fixtures/records/indigenous-languages.pt.txt", format: "text" },
  "labour-inclusion.es": { path: "test/fixtures/records/labour-inclusion.es.txt", format: "text" },
  "women-participation.en": { path: "test/fixtures/records/women-participation.en.md", format: "markdown" },
  "drug-control.es": { path: "test/fixtures/records/drug-control.es.txt", format: "text" },
  "rural-connectivity.en": { path: "test/fixtures/records/rural-connectivity.en.txt", format: "text" },
  "cultural-heritage.es": { path: "test/fixtures/records/cultural-heritage.es.md", format: "markdown" },
  "maritime-transport.fr": { path: "test/fixtures/records-held-out/maritime-transport.fr.txt", format: "text" },
  "digital-health.en": { path: "test/fixtures/records-held-out/digital-health.en.txt", format: "text" },
  "border-trade.en": { path: "test/fixtures/records-held-out/border-trade.en.txt", format: "text" },
  "open-government.es": { path: "test/fixtures/records-held-out/open-government.es.txt", format: "text" },
};

/** Records that the reader's authors met only after it was written; all their questions are held out. */
export const heldOutRecords = [
  "maritime-transport.fr",
  "digital-health.en",
  "border-trade.en",
  "open-government.es",
] as const;

/** Records by new writers that the product met after its questions were tuned; all their questions are for tuning. */
const tuningRecords: readonly string[] = [
  "labour-inclusion.es",
  "women-participation.en",
  "drug-control.es",
  "rural-connectivity.en",
  "cultural-heritage.es",
];

export const developmentRecords: readonly string[] = Object.keys(files).filter(
  (name) => !(heldOutRecords as readonly string[]).includes(name),
);

const translations: Readonly<Record<string, string>> = {
  "resumen-sesion-tematica-cam-2023-05-09": "corpus/documents/resumen-sesion-tematica-cam-2023-05-09.en.txt",
};

/** Reads one record of the development set, with its translation where it has one. */
export async function readDevelopmentRecord(name: string): Promise<Document> {
  const file = files[name];
  if (file === undefined) throw new Error(`No record ${name}. Known: ${Object.keys(files).join(", ")}.`);
  const source = await readFile(join(root, file.path), "utf8");
  const { document } = readRecord({ id: name, source, format: file.format });
  const translated = translations[name];
  if (translated === undefined) return document;
  const text = await readFile(join(root, translated), "utf8");
  return { ...document, translations: [alignTranslation(document, text, { language: "en", official: false })] };
}

/** Questions of a record: the half to tune on, or the half that is only reported. */
export async function readDevelopmentQuestions(name: string, half: "tune" | "held"): Promise<EvaluationQuestion[]> {
  if (half === "tune" && (heldOutRecords as readonly string[]).includes(name)) return [];
  if (half === "held" && tuningRecords.includes(name)) return [];
  return readQuestions(join(root, "test/evaluation/questions", `${name}.${half}.jsonl`));
}
