import { expect, it } from "vitest";
import { run } from "./server-kills.ts";

it("loses nothing that it acknowledged when the server is killed while records are added", async () => {
  const { kills, acknowledged, unanswered, found } = await run({ rounds: 2, seed: 2023 });
  expect(kills).toBe(2);
  expect(acknowledged + unanswered).toBe(2);
  expect(Object.values(found).reduce((sum, count) => sum + count, 0)).toBe(2);
}, 300_000);
