import { expect, test } from "vitest";
import { run } from "../soak/resume.ts";

test("chats cut at random frames and resumed are those that were not cut, byte for byte", {
  timeout: 600_000,
}, async () => {
  const report = await run({ sessions: 60, seed: 20_230_509 });
  expect(report.cuts).toBeGreaterThan(100);
  expect(report.resumedFrames).toBeGreaterThan(100);
  expect(report.askedAgain).toBeGreaterThan(0);
});
