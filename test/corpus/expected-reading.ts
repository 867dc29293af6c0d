import { readFileSync } from "node:fs";
import { z } from "zod";
import { formatOf } from "../../corpus/catalogue.ts";
import type { Document } from "../../corpus/document.ts";
import { decodeSource } from "../../corpus/extraction/source.ts";
import { readRecord } from "../../corpus/reader.ts";

const passage = z.object({
  /** The first forty characters, or fewer. */
  start: z.string(),
  kind: z.enum(["recommendation", "key-point", "heading"]),
  item: z.number().nullable(),
});

const section = z.object({
  topic: z.string().nullable(),
  speaker: z.string().nullable(),
  honorific: z.string().nullable(),
  role: z.string().nullable(),
  organization: z.string().nullable(),
  affiliation: z.string().nullable(),
  country: z.string().nullable(),
  passages: z.array(passage),
});

/** What a person who read a record wrote down, beside the record's file. */
const expectedReading = z.object({
  language: z.string(),
  title: z.string(),
  body: z.string().nullable(),
  sessionDate: z.string().nullable(),
  documentDate: z.string().nullable(),
  symbol: z.string().nullable(),
  excluded: z.array(z.string()),
  frontMatterBlocks: z.number(),
  closingBlocks: z.number(),
  sections: z.array(section),
});

export type ExpectedReading = z.infer<typeof expectedReading>;

/** Reads a fixture's record with the reader, and what is expected of it. */
export function readFixture(folder: string, file: string): { document: Document; expected: ExpectedReading } {
  const root = new URL(`../fixtures/${folder}/`, import.meta.url);
  const source = decodeSource(readFileSync(new URL(file, root)));
  const format = formatOf(file);
  if (format === null) throw new Error(`${file} is not a record`);
  const expected = readFileSync(new URL(`${file.replace(/\.\w+$/, "")}.expected.json`, root), "utf8");
  return {
    document: readRecord({ id: file.split(".")[0] ?? file, source, format }).document,
    expected: expectedReading.parse(JSON.parse(expected)),
  };
}
