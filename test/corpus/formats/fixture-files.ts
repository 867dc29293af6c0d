import { readFileSync } from "node:fs";
import { extractFile } from "../../../corpus/formats/extract-file.ts";
import type { ExtractedFile, RecordFile } from "../../../corpus/formats/file-format.ts";
import { type ReadRecord, readRecord } from "../../../corpus/reader.ts";

const folder = new URL("../../fixtures/formats/", import.meta.url);

export function fixtureFile(name: string): RecordFile {
  return { name, bytes: readFileSync(new URL(name, folder)) };
}

export const textFile = (name: string, text: string): RecordFile => ({ name, bytes: new TextEncoder().encode(text) });

export function readExtracted({ text, format, structure, pages }: ExtractedFile): ReadRecord {
  return readRecord({ id: "record", source: text, format, structure, pages });
}

export async function readFixture(name: string): Promise<ReadRecord> {
  return readExtracted(await extractFile(fixtureFile(name)));
}
