import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { normalize, planWindows } from "../../embeddings/encoding/text-windows.ts";

// A slow or busy machine is no failure.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe("planWindows", () => {
  it("takes what fits as one window", () => {
    expect(planWindows(0, 508)).toEqual([{ start: 0, end: 0 }]);
    expect(planWindows(508, 508)).toEqual([{ start: 0, end: 508 }]);
  });

  it("covers every token with full windows that overlap by an eighth or more, and by no more windows than needed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 8, max: 600 }), (length, capacity) => {
        const windows = planWindows(length, capacity);
        expect(windows[0]?.start).toBe(0);
        expect(windows.at(-1)?.end).toBe(length);
        for (const [at, { start, end }] of windows.entries()) {
          const next = windows[at + 1];
          if (windows.length > 1) expect(end - start).toBe(capacity);
          if (next) expect(end - next.start).toBeGreaterThanOrEqual(Math.floor(capacity / 8) - 1);
        }
        const fewer = windows.length - 1;
        if (fewer > 1) expect(fewer * capacity - (fewer - 1) * Math.floor(capacity / 8)).toBeLessThan(length);
      }),
      { seed: 3 },
    );
  });
});

describe("normalize", () => {
  it("scales to length 1 and leaves zeros alone", () => {
    const scaled = normalize(Float32Array.of(3, 4));
    expect(scaled[0]).toBeCloseTo(0.6, 6);
    expect(scaled[1]).toBeCloseTo(0.8, 6);
    expect(normalize(new Float32Array(2))).toEqual(new Float32Array(2));
  });
});
