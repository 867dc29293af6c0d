import { expect, it } from "vitest";
import { createRandom } from "../fakes/random-vectors.ts";
import { flipBits } from "./flipped-bits.ts";

it("tells of every flipped bit, wherever it falls in a record's files", async () => {
  expect(await flipBits(8, createRandom(2026))).toEqual({ told: 8 });
});
