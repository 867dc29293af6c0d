import { describe, expect, it } from "vitest";
import type { Embedder } from "../../../embeddings/embedder.ts";
import { createWordNeighbors } from "../../../server/retrieval/word-neighbors.ts";

const dimensions = 64;

/** A direction of each word's own, and for words of one meaning a shared one besides. */
const meanings: Readonly<Record<string, readonly [meaning: string, strength: number]>> = {
  armas: ["arms", 2],
  weapons: ["arms", 2],
  fusiles: ["arms", 2],
  penal: ["penguin", 0.7],
  penguins: ["penguin", 0.7],
};

function noise(seed: string): number[] {
  let state = [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 2_147_483_647, 7);
  return Array.from({ length: dimensions }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647 - 0.5;
  });
}

function vectorOf(word: string): Float32Array {
  const own = noise(`own ${word}`);
  const [meaning, strength] = meanings[word] ?? ["", 0];
  const shared = noise(`meaning ${meaning}`);
  // All words of the model lie on one side: a common part that says nothing.
  const vector = Float32Array.from(own, (value, at) => 3 + value + strength * (shared[at] ?? 0));
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function createEmbedder(asked: string[] = []): Embedder {
  return {
    model: { id: "meanings", sha256: "0", dimensions },
    embed: async (texts, role) => {
      expect(role).toBe("query");
      asked.push(...texts);
      return texts.map(vectorOf);
    },
    close: async () => {},
  };
}

const fillers = Array.from({ length: 240 }, (_, at) => `palabra${"abcdefghij"[at % 10]}${at}`);
const words = ["armas", "fusiles", "penal", ...fillers];

function open(asked: string[] = []) {
  return createWordNeighbors({
    embedder: createEmbedder(asked),
    words,
    vector: (label) => vectorOf(words[label] ?? ""),
  });
}

describe("words near in meaning", () => {
  it("are those of the records that lie far beyond the others", async () => {
    const [near] = await open().near(["weapons"]);
    expect([...(near ?? [])].sort()).toEqual(["armas", "fusiles"]);
  });

  it("are none where the records have nothing of the kind", async () => {
    expect(await open().near(["volcano"])).toEqual([[]]);
  });

  it("do not include a word that is only spelled alike", async () => {
    expect(await open().near(["penguins"])).toEqual([[]]);
  });

  it("are asked of the model once for a word, whatever its case", async () => {
    const asked: string[] = [];
    const neighbors = open(asked);
    await neighbors.near(["Weapons", "volcano"]);
    await neighbors.near(["weapons"]);
    expect(asked).toEqual(["weapons", "volcano"]);
  });

  it("are none where there are no words, and nothing is asked", async () => {
    const asked: string[] = [];
    const none = createWordNeighbors({ embedder: createEmbedder(asked), words: [], vector: vectorOf.bind(null, "") });
    expect(await none.near(["weapons"])).toEqual([[]]);
    expect(asked).toEqual([]);
  });
});
