import { describe, expect, it } from "vitest";
import { growingWaitMs } from "../../../client/api/retries.ts";

describe("pauses between attempts", () => {
  it("grow to fifteen seconds and no further, give or take an eighth", () => {
    expect([0, 1, 2, 3].map((tried) => growingWaitMs(tried, 0.5))).toEqual([400, 800, 1600, 3200]);
    expect(growingWaitMs(50, 0.5)).toBe(15_000);
    expect(growingWaitMs(50, 0)).toBe(13_125);
    expect(growingWaitMs(50, 0.999_999)).toBe(16_875);
  });
});
