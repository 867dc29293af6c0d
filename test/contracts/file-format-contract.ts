import { describe, expect, it } from "vitest";
import type { ExtractedFile, FileFormat, RecordFile } from "../../corpus/formats/file-format.ts";
import { recordStructureSchema } from "../../corpus/formats/record-structure.ts";
import { readRecord } from "../../corpus/reader.ts";

export interface FileFormatExamples {
  /** Files of the format, by what they show. */
  readonly own: readonly (readonly [string, RecordFile])[];
  /** Files of other formats. */
  readonly others: readonly (readonly [string, RecordFile])[];
}

/** What every adapter of the port from bytes to text promises, whatever its format. */
export function describeFileFormat(name: string, create: () => FileFormat, { own, others }: FileFormatExamples): void {
  describe(`${name} as a file format`, () => {
    it.each(own)("recognises %s", (_, file) => {
      expect(create().recognizes(file)).toBe(true);
    });

    it.each(others)("leaves %s to others", (_, file) => {
      expect(create().recognizes(file)).toBe(false);
    });

    it.each(own)("reads %s the same each time, and leaves its bytes alone", async (_, file) => {
      const before = Uint8Array.from(file.bytes);
      expect(await create().extract(file)).toEqual(await create().extract(file));
      expect(Buffer.compare(before, file.bytes)).toBe(0);
    });

    it.each(own)("accounts for every character of %s, in order", async (_, file) => {
      expectWhole(await create().extract(file));
    });

    it.each(own)("tells a structure of %s that survives being stored", async (_, file) => {
      const { structure, format } = await create().extract(file);
      expect(structure === null).toBe(format !== "structured");
      if (structure !== null)
        expect(recordStructureSchema.parse(JSON.parse(JSON.stringify(structure)))).toEqual(structure);
    });

    it.each(own)("gives %s to the reader without a character lost", async (_, file) => {
      const extracted = await create().extract(file);
      const { audit, document } = readRecord({ id: "record", source: extracted.text, ...extracted });
      expect(audit.lost).toEqual([]);
      for (const passage of document.sections.flatMap((section) => section.passages)) {
        expect(document.source.slice(passage.start, passage.end)).toBe(passage.text);
        expect(passage.page === undefined).toBe(extracted.pages === null);
      }
    });

    it.each(own)("stops reading %s when aborted", async (_, file) => {
      const reason = new Error("stopped");
      const extracting = create().extract({ ...file, signal: AbortSignal.abort(reason) });
      // What reads in one breath may have ended before it looked.
      await extracting.then(undefined, (error: unknown) => expect(error).toBe(reason));
    });
  });
}

function expectWhole({ text, structure, pages }: ExtractedFile): void {
  expect(text).not.toMatch(/^\ufeff|[^\S\n\t]\n|\n{3}/u);
  for (const [index, start] of (pages ?? []).entries()) {
    expect(start).toBeGreaterThanOrEqual(pages?.[index - 1] ?? 0);
    expect(start).toBeLessThanOrEqual(text.length);
  }
  if (structure === null) return;
  const covered = new Uint8Array(text.length);
  let position = 0;
  for (const { start, end, mark } of structure.blocks) {
    expect(start).toBeGreaterThanOrEqual(position);
    expect(end).toBeGreaterThan(start);
    expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
    if (mark !== null) expect(text.slice(mark.start, mark.end)).toBe(mark.text);
    covered.fill(1, start, end);
    position = end;
  }
  for (const { start, end } of structure.exclusions) covered.fill(1, start, end);
  expect([...text.matchAll(/\S/g)].filter(({ index }) => covered[index] === 0)).toEqual([]);
}
