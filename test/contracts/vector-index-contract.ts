import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createExactIndex } from "../../embeddings/exact-index.ts";
import type { VectorIndex } from "../../embeddings/vector-index.ts";
import { createRandom, randomUnitVectors } from "../fakes/random-vectors.ts";

const dimensions = 16;

/** What every index must do; `create` indexes unit vectors that lie one after another. */
export function describeVectorIndex(
  name: string,
  create: (vectors: Float32Array, dimensions: number) => Promise<VectorIndex>,
): void {
  describe(`${name} as a VectorIndex`, () => {
    const vectors = randomUnitVectors({ count: 3_000, dimensions, seed: 11 });
    const queries = randomUnitVectors({ count: 20, dimensions, seed: 12 });
    const queryAt = (at: number): Float32Array => queries.subarray(at * dimensions, (at + 1) * dimensions);
    const opened = create(vectors, dimensions);

    it("tells its size and dimensions", async () => {
      const index = await opened;
      expect([index.size, index.dimensions]).toEqual([3_000, dimensions]);
    });

    it("finds a vector itself first, with similarity 1", async () => {
      const index = await opened;
      for (const label of [0, 17, 2_999]) {
        const [first] = index.search(vectors.subarray(label * dimensions, (label + 1) * dimensions), 1);
        expect(first?.label).toBe(label);
        expect(first?.similarity).toBeCloseTo(1, 5);
      }
    });

    it("returns the best first, with no similarity outside [-1, 1]", async () => {
      const index = await opened;
      for (let at = 0; at < 20; at += 1) {
        const similarities = index.search(queryAt(at), 50).map(({ similarity }) => similarity);
        expect(similarities).toEqual([...similarities].sort((left, right) => right - left));
        expect(Math.max(...similarities.map(Math.abs))).toBeLessThanOrEqual(1);
      }
    });

    it("returns as many as were asked for, or all where there are fewer", async () => {
      const index = await opened;
      expect(index.search(queryAt(0), 0)).toEqual([]);
      expect(index.search(queryAt(0), 7)).toHaveLength(7);
      expect(new Set(index.search(queryAt(0), 5_000).map(({ label }) => label)).size).toBe(3_000);
    });

    it("returns the nearest of the labels that pass, whatever share of them does", async () => {
      const index = await opened;
      const exact = createExactIndex(vectors, dimensions);
      for (const every of [1, 2, 3, 10, 100, 1_000, 5_000]) {
        const accept = (label: number): boolean => label % every === 1 % every;
        for (let at = 0; at < 5; at += 1) {
          expect(index.search(queryAt(at), 10, accept)).toEqual(exact.search(queryAt(at), 10, accept));
        }
      }
    });

    it("returns nothing when no label passes", async () => {
      expect((await opened).search(queryAt(0), 10, () => false)).toEqual([]);
    });

    it("finds every copy of a vector, ties by label, and what lies beyond them", async () => {
      const copies = new Float32Array(vectors);
      for (let label = 0; label < 1_500; label += 1)
        copies.set(vectors.subarray(0, dimensions), 2 * label * dimensions);
      const index = await create(copies, dimensions);
      const exact = createExactIndex(copies, dimensions);
      const query = vectors.subarray(0, dimensions);
      expect(index.search(query, 20).map(({ label }) => label)).toEqual(Array.from({ length: 20 }, (_, at) => 2 * at));
      for (let at = 0; at < 5; at += 1) {
        expect(index.search(queryAt(at), 10)).toEqual(exact.search(queryAt(at), 10));
      }
      const beyond = index.search(query, 1_510);
      expect(beyond.slice(1_500).every(({ label }) => label % 2 === 1)).toBe(true);
      expect(beyond).toHaveLength(1_510);
    });

    it("agrees with a plain sort, for any small set", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer(),
          fc.integer({ min: 0, max: 40 }),
          fc.nat({ max: 50 }),
          async (seed, size, count) => {
            const few = randomUnitVectors({ count: size, dimensions: 4, seed });
            const [query] = [randomUnitVectors({ count: 1, dimensions: 4, seed: seed + 1 })];
            const random = createRandom(seed);
            const passing = Array.from({ length: size }, () => random() < 0.6);
            const index = await create(few, 4);
            const expected = passing
              .flatMap((passes, label) => (passes ? [label] : []))
              .map((label) => ({
                label,
                similarity: few
                  .subarray(label * 4, label * 4 + 4)
                  .reduce((sum, value, at) => sum + value * (query[at] ?? 0), 0),
              }))
              .sort((left, right) => right.similarity - left.similarity || left.label - right.label)
              .slice(0, count);
            const found = index.search(query, count, (label) => passing[label] === true);
            expect(found).toHaveLength(expected.length);
            for (const [at, { similarity }] of found.entries()) {
              expect(similarity).toBeCloseTo(expected[at]?.similarity ?? Number.NaN, 5);
            }
          },
        ),
        { numRuns: 40, seed: 5 },
      );
    });

    it("refuses a query of other dimensions and a count that is none", async () => {
      const index = await opened;
      expect(() => index.search(new Float32Array(3), 1)).toThrow(RangeError);
      expect(() => index.search(queryAt(0), -1)).toThrow(RangeError);
      expect(() => index.search(queryAt(0), 1.5)).toThrow(RangeError);
    });
  });
}
