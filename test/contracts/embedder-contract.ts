import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Embedder } from "../../embeddings/embedder.ts";
import { EmbeddingError } from "../../embeddings/embedding-error.ts";

const related = ["La migración irregular en el Darién", "Los migrantes irregulares cruzan el Darién: migración"];
const unrelated = "Presupuesto anual de mantenimiento de ascensores";

export function cosine(left: Float32Array | undefined, right: Float32Array | undefined): number {
  if (!left || !right || left.length !== right.length) throw new Error("Not two vectors of one length.");
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
}

/** What every embedder and every fake of one must do. */
export function describeEmbedder(name: string, open: () => Promise<Embedder>): void {
  describe(`${name} as an Embedder`, () => {
    let embedder: Embedder;
    beforeAll(async () => {
      embedder = await open();
    }, 60_000);
    afterAll(() => embedder.close());

    it("names its model", () => {
      expect(embedder.model.id).not.toBe("");
      expect(embedder.model.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(embedder.model.dimensions).toBeGreaterThan(0);
    });

    it("returns one unit vector of the model's dimensions for each text, the empty one included", async () => {
      const vectors = await embedder.embed(["", "Una frase.", "x".repeat(300), "\ud800 suelto"], "passage");
      expect(vectors).toHaveLength(4);
      for (const vector of vectors) {
        expect(vector).toHaveLength(embedder.model.dimensions);
        expect(cosine(vector, vector)).toBeCloseTo(1, 4);
      }
    });

    it("returns nothing for no texts", async () => {
      expect(await embedder.embed([], "query")).toEqual([]);
    });

    it("gives the same text the same vector, alone or among others", async () => {
      const [alone] = await embedder.embed([unrelated], "passage");
      const among = await embedder.embed([...related, unrelated, "breve"], "passage");
      expect(among[2]).toEqual(alone);
    });

    it("keeps the order of texts of mixed lengths", async () => {
      const texts = [40, 1, 90, 3, 200, 2, 17].map((words) => "recomendación de los Estados ".repeat(words));
      const together = await embedder.embed(texts, "passage");
      for (const [at, text] of texts.entries()) {
        const [alone] = await embedder.embed([text], "passage");
        expect(together[at]).toEqual(alone);
      }
    });

    it("puts related texts nearer than unrelated ones", async () => {
      const [first, second, other] = await embedder.embed([...related, unrelated], "passage");
      expect(cosine(first, second)).toBeGreaterThan(cosine(first, other));
    });

    it("reports progress up to the number of texts", async () => {
      const reports: number[] = [];
      await embedder.embed(["a", "b", "c"], "passage", {
        onProgress: ({ done, total }) => {
          expect(total).toBe(3);
          reports.push(done);
        },
      });
      expect(reports.at(-1)).toBe(3);
      expect(reports).toEqual([...reports].sort((left, right) => left - right));
    });

    it("rejects with the signal's reason when aborted before or during a call, and goes on serving", async () => {
      const reason = new Error("enough");
      await expect(embedder.embed(["a"], "query", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      const controller = new AbortController();
      const texts = Array.from({ length: 50 }, (_, number) => `Párrafo ${number} de una ingestión que se interrumpe`);
      const call = embedder.embed(texts, "passage", {
        signal: controller.signal,
        onProgress: () => controller.abort(reason),
      });
      await expect(call).rejects.toBe(reason);
      expect(await embedder.embed(["b"], "query")).toHaveLength(1);
    });

    it("rejects pending and later calls once closed", async () => {
      const other = await open();
      const texts = Array.from({ length: 50 }, (_, number) => `Texto ${number}`);
      const pending = expect(other.embed(texts, "passage")).rejects.toThrow(EmbeddingError);
      await other.close();
      await pending;
      await expect(other.embed(["a"], "query")).rejects.toMatchObject({ failure: "closed" });
      await other.close();
    }, 60_000);
  });
}
