import { readdir, readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { AutoTokenizer, env } from "@huggingface/transformers";
import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { createWordTokenizer, splitWords } from "../../embeddings/encoding/word-tokenizer.ts";
import { modelDirectory } from "./model-directory.ts";

// A slow or busy machine is no failure.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folders = ["corpus/documents", "test/fixtures/records"].map((path) => new URL(`../../${path}/`, import.meta.url));

describe("createWordTokenizer", () => {
  let tokenize: (text: string) => number[];
  beforeAll(async () => {
    env.allowRemoteModels = false;
    env.localModelPath = dirname(modelDirectory);
    const tokenizer = await AutoTokenizer.from_pretrained(basename(modelDirectory));
    tokenize = (text) => tokenizer(text, { return_tensor: false }).input_ids.slice(1, -1);
  });
  const tokensByWord = (text: string): number[] => splitWords(text).flatMap(createWordTokenizer(tokenize));

  it("gives the tokens that the model's tokenizer gives the whole text, on every line of the records", async () => {
    for (const folder of folders) {
      for (const name of (await readdir(folder)).filter((each) => /\.(txt|md)$/.test(each))) {
        for (const line of (await readFile(new URL(name, folder), "utf8")).split("\n")) {
          expect(tokensByWord(`passage: ${line}`)).toEqual(tokenize(`passage: ${line}`));
        }
      }
    }
  }, 30_000);

  it("gives the same tokens around characters that the tokenizer removes, replaces or takes for white space", () => {
    const pieces = [
      "a",
      "ñ",
      " ",
      "\t",
      "\n",
      "\u00a0",
      "\u2009",
      "\ufeff",
      "\u200b",
      "\u0301",
      "´",
      "½",
      "ﬁ",
      "\u3000",
      "1)",
      "…",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
        expect(tokensByWord(parts.join(""))).toEqual(tokenize(parts.join("")));
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it("asks the tokenizer once for a word that comes round again", () => {
    const asked: string[] = [];
    const tokensOf = createWordTokenizer((word) => {
      asked.push(word);
      return [word.length];
    });
    expect(["a", "bb", "a", "a"].map(tokensOf)).toEqual([[1], [2], [1], [1]]);
    expect(asked).toEqual(["a", "bb"]);
  });

  it("forgets words before they fill the memory", () => {
    let asked = 0;
    const tokensOf = createWordTokenizer(() => {
      asked += 1;
      return [];
    });
    for (let word = 0; word < 40_000; word += 1) tokensOf(String(word));
    tokensOf("39999");
    expect(asked).toBe(40_000);
    tokensOf("0");
    expect(asked).toBe(40_001);
  });
});

describe("splitWords", () => {
  it("keeps every character but white space, in pieces within bounds that split no pair of surrogates", () => {
    const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 3_000 }).map((text) => text.repeat(3));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const text = words.join(" ");
        const pieces = splitWords(text);
        expect(pieces.join("")).toBe(text.replace(/[ \t\n\r]/g, ""));
        for (const piece of pieces) {
          expect(piece.length).toBeGreaterThan(0);
          expect(piece.length).toBeLessThanOrEqual(4_000);
          expect(piece.isWellFormed()).toBe(text.isWellFormed());
        }
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  it("finds no word in white space", () => {
    expect(splitWords(" \n\t ")).toEqual([]);
  });
});
