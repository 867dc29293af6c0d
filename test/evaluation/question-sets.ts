import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { formatOf, readCorpus } from "../../corpus/catalogue.ts";
import type { Document } from "../../corpus/document.ts";
import { documentIdOf } from "../../corpus/document-ids.ts";
import { decodeSource } from "../../corpus/extraction/source.ts";
import { readRecord } from "../../corpus/reader.ts";
import { type EvaluationQuestion, readQuestions } from "./questions.ts";
import { developmentRecords, heldOutRecords, readDevelopmentQuestions, readDevelopmentRecord } from "./records.ts";
import { type RunOptions, UsageError } from "./run-options.ts";
import { readWrittenRecords } from "./written-records.ts";

export interface QuestionSet {
  readonly name: string;
  readonly questions: readonly EvaluationQuestion[];
  /** Only its figures may be shown, never its questions. */
  readonly isHeldOut: boolean;
  /** Somebody's own, rather than the development set. */
  readonly isOwn: boolean;
}

export const tuningHalf = "tuning half";
export const heldHalf = "held half";

const allRecords = [...developmentRecords, ...heldOutRecords];

function requireUniqueIds(questions: readonly EvaluationQuestion[]): readonly EvaluationQuestion[] {
  const seen = new Set<string>();
  for (const { id } of questions) {
    if (seen.has(id)) throw new Error(`Two questions have the id ${id}. Give each an id of its own.`);
    seen.add(id);
  }
  return questions;
}

async function readHalf(half: "tune" | "held"): Promise<EvaluationQuestion[]> {
  const lists = await Promise.all(allRecords.map((name) => readDevelopmentQuestions(name, half)));
  return lists.flat();
}

/** The two halves of the development set; the held one includes the records that were held out as a whole. */
export async function readDevelopmentSets(): Promise<QuestionSet[]> {
  const [tuning, held] = [await readHalf("tune"), await readHalf("held")];
  return [
    { name: tuningHalf, questions: requireUniqueIds(tuning), isHeldOut: false, isOwn: false },
    { name: heldHalf, questions: requireUniqueIds(held), isHeldOut: true, isOwn: false },
  ];
}

/** Of each half, the tests ask every so many, so that they take a minute or two: about 200 questions in all. */
const testedStrides: Readonly<Record<string, number>> = { [tuningHalf]: 8, [heldHalf]: 3 };

/** Whether the tests ask a question, by its position in its half: a fixed share, and those whose rankings are kept. */
export function isTested({ id }: EvaluationQuestion, position: number, half: string, kept: readonly string[]): boolean {
  return position % (testedStrides[half] ?? 1) === 0 || kept.includes(id);
}

export async function readOwnSet(files: readonly string[]): Promise<QuestionSet> {
  const questions = (await Promise.all(files.map(readQuestions))).flat();
  if (questions.length === 0) throw new Error(`There is no question in ${files.join(", ")}.`);
  const name = files.map((file) => basename(file)).join(" + ");
  return { name, questions: requireUniqueIds(questions), isHeldOut: false, isOwn: true };
}

/** Records in the form of the training data, with the questions under them. */
export async function readWrittenSet(folder: string): Promise<QuestionSet> {
  const questions = (await readWrittenRecords(folder)).flatMap((record) => record.questions);
  return { name: basename(folder), questions: requireUniqueIds(questions), isHeldOut: false, isOwn: true };
}

export function readDevelopmentDocuments(): Promise<Document[]> {
  return Promise.all(allRecords.map(readDevelopmentRecord));
}

/** The records that questions are about: somebody's own where they are given, else those of the development set. */
export async function selectRecords(
  { documentsDirectory, recordFiles, writtenDirectory }: RunOptions,
  onProblem: (message: string) => void,
): Promise<readonly Document[]> {
  if (documentsDirectory !== null) {
    const { documents, failures } = await readCorpus(documentsDirectory);
    for (const { file, message } of failures) onProblem(`${file}: ${message}`);
    if (documents.length === 0) throw new UsageError(`There is no record in ${documentsDirectory}.`);
    return documents;
  }
  if (writtenDirectory !== null) return (await readWrittenRecords(writtenDirectory)).map(({ document }) => document);
  if (recordFiles.length > 0) return Promise.all(recordFiles.map(readRecordFile));
  return readDevelopmentDocuments();
}

async function readRecordFile(path: string): Promise<Document> {
  const format = formatOf(path);
  if (format === null) throw new UsageError(`${path}: records are read as text (.txt) or Markdown (.md).`);
  const source = decodeSource(await readFile(path));
  return readRecord({ id: documentIdOf(basename(path)), source, format }).document;
}
