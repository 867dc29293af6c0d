import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PassageReader, type QuestionReader, questionParts } from "../../embeddings/readers.ts";

export type Readers = QuestionReader & PassageReader & { close(): Promise<void> };

const harbour = { speaker: "Perú", text: "El dragado del puerto costó 40 millones de dólares." };
const choir = { speaker: "Chile", text: "El coro infantil ensaya los martes en la biblioteca." };
const question = "¿Cuántos millones costó el dragado del puerto?";

/** What every reader and every fake of one must do. */
export function describeReaders(name: string, open: () => Promise<Readers>): void {
  describe(`${name} as a QuestionReader and a PassageReader`, () => {
    let readers: Readers;
    beforeAll(async () => {
      readers = await open();
    }, 60_000);
    afterAll(() => readers.close());

    it("tells the kinds of a question, most probable first, as probabilities", async () => {
      const { kinds } = await readers.readQuestion(question);
      const values = kinds.map(({ probability }) => probability);
      expect(values.length).toBeGreaterThan(0);
      expect(values).toEqual([...values].sort((a, b) => b - a));
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 3);
    });

    it("tells the part of each word where it stands, as probabilities", async () => {
      const { words } = await readers.readQuestion(question);
      expect(words.map(({ start, end }) => question.slice(start, end))).toEqual(question.split(" "));
      for (const { parts } of words) {
        expect(questionParts.reduce((sum, part) => sum + parts[part], 0)).toBeCloseTo(1, 3);
      }
    });

    it("gives a unit vector, the same each time", async () => {
      const [first, second] = [await readers.readQuestion(question), await readers.readQuestion(question)];
      expect(first.vector.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 4);
      expect(second).toEqual(first);
    });

    it("reads each passage by itself, in the order given", async () => {
      const together = await readers.readPassages(question, [choir, harbour, choir]);
      const [alone] = await readers.readPassages(question, [harbour]);
      expect(together).toHaveLength(3);
      expect(together[1]).toEqual(alone);
      expect(together[0]).toEqual(together[2]);
    });

    it("finds the passage that answers more relevant, and its span within the text", async () => {
      const [other, right] = await readers.readPassages(question, [choir, harbour]);
      expect(right?.relevance).toBeGreaterThan(other?.relevance ?? Number.POSITIVE_INFINITY);
      const { start, end } = right?.span ?? { start: 0, end: 0 };
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(harbour.text.length);
      expect(end).toBeGreaterThan(start);
      expect(harbour.text.slice(start, end).trim()).toBe(harbour.text.slice(start, end));
    });

    it("reads texts of any kind: empty, of marks alone, very long", async () => {
      const texts = ["", "— …", "agua ".repeat(1_000), "\ud800 suelto"].map((text) => ({ speaker: "", text }));
      for (const asked of ["", "?!", "agua ".repeat(400)]) {
        const { kinds } = await readers.readQuestion(asked);
        expect(kinds.length).toBeGreaterThan(0);
        const readings = await readers.readPassages(asked, texts);
        for (const [position, { span, relevance }] of readings.entries()) {
          expect(Number.isFinite(relevance)).toBe(true);
          expect(span?.end ?? 0).toBeLessThanOrEqual(texts[position]?.text.length ?? 0);
        }
      }
    });

    it("reads nothing of no passages", async () => {
      expect(await readers.readPassages(question, [])).toEqual([]);
    });

    it("rejects with the signal's reason when aborted", async () => {
      const reason = new Error("enough");
      const signal = AbortSignal.abort(reason);
      await expect(readers.readQuestion(question, { signal })).rejects.toBe(reason);
      await expect(readers.readPassages(question, [harbour], { signal })).rejects.toBe(reason);
    });
  });
}
