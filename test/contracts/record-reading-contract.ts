import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRecord } from "../../corpus/reader.ts";
import type { RecordReading } from "../../server/records/reading/record-reading.ts";

const minutes = `Summary of the session on forests
5 March 2024

Delegation of Chile

- Chile recommends planting larches.
- The fires burnt nine thousand hectares.
`;
const bytes = Buffer.from(minutes);

/** What every reading of records does, wherever it takes place. */
export function describeRecordReading(name: string, open: () => RecordReading): void {
  describe(name, () => {
    let reading: RecordReading;
    beforeEach(() => {
      reading = open();
    });
    afterEach(() => reading.close());

    it("reads a file as the reader does, with its extracted text", async () => {
      const expected = readRecord({ id: "forests", source: minutes, format: "text" });
      const read = await reading.readFile({ id: "forests", name: "forests.txt", bytes });
      expect(read.document).toEqual(expected.document);
      expect(read.audit).toEqual(expected.audit);
      expect(read.extracted).toMatchObject({ fileFormat: "text", format: "text", text: minutes, structure: null });
    });

    it("reads a text that is held, with what is known of it", async () => {
      const input = {
        id: "x",
        source: `# Forests\n\n${minutes}`,
        format: "markdown",
        metadata: { title: "Own" },
      } as const;
      const { document } = await reading.readText(input);
      expect(document).toEqual(readRecord(input).document);
      for (const { start, end, text } of document.sections.flatMap(({ passages }) => passages)) {
        expect(document.source.slice(start, end)).toBe(text);
      }
    });

    it("reads a text that is held with what people have said of it", async () => {
      const quote = "The fires";
      const corrections = [{ type: "turn", start: minutes.indexOf(quote), quote, speaker: "Ana Ruiz" }] as const;
      const input = { id: "x", source: minutes, format: "text", corrections } as const;
      const read = await reading.readText(input);
      expect(read).toEqual(readRecord(input));
      expect(read.document.sections.map(({ speaker }) => speaker)).toContain("Ana Ruiz");
    });

    it.each(["session.docx", "minutes.pdf", "session.html"])("reads %s with its structure", async (name) => {
      const content = await readFile(new URL(`../fixtures/formats/${name}`, import.meta.url));
      const { extracted, document } = await reading.readFile({ id: "session", name, bytes: content });
      expect(extracted).toMatchObject({ format: "structured", fileFormat: name.split(".")[1] });
      expect(document.sections.some(({ speaker }) => speaker !== null)).toBe(true);
      for (const { start, end, text } of document.sections.flatMap(({ passages }) => passages)) {
        expect(extracted.text.slice(start, end)).toBe(text);
      }
    });

    it("says why a file cannot be read, and reads the next", async () => {
      const refused = (content: Buffer) => reading.readFile({ id: "x", name: "x.txt", bytes: content });
      await expect(refused(Buffer.from(" \n"))).rejects.toMatchObject({ name: "RecordReadError", reason: "empty" });
      await expect(refused(Buffer.from("\u00e1", "latin1"))).rejects.toMatchObject({ name: "RecordReadError" });
      expect((await reading.readFile({ id: "y", name: "y.txt", bytes })).document.id).toBe("y");
    });

    it("answers each of several calls with its own record", async () => {
      const ids = ["a", "b", "c", "d"];
      const read = await Promise.all(ids.map((id) => reading.readFile({ id, name: `${id}.txt`, bytes })));
      expect(read.map(({ document }) => document.id)).toEqual(ids);
    });

    it("gives up with the signal's reason, and reads the next", async () => {
      const controller = new AbortController();
      const given = reading.readFile(
        { id: "x", name: "x.txt", bytes },
        { signal: AbortSignal.abort(new Error("taken back")) },
      );
      await expect(given).rejects.toThrow("taken back");
      const { document } = await reading.readFile({ id: "y", name: "y.txt", bytes }, { signal: controller.signal });
      expect(document.id).toBe("y");
    });

    it("refuses calls once it is closed", async () => {
      await reading.close();
      await expect(reading.readFile({ id: "x", name: "x.txt", bytes })).rejects.toMatchObject({
        name: "RecordReadError",
      });
    });
  });
}
