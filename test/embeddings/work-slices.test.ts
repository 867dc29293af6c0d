import { describe, expect, it } from "vitest";
import { doAtOnce, doInSlices, type Steps } from "../../embeddings/work-slices.ts";

function* count(to: number): Steps<number> {
  let sum = 0;
  for (let at = 1; at <= to; at += 1) {
    yield;
    sum += at;
  }
  return sum;
}

describe("work in steps", () => {
  it("awaits the pause between steps, and gives what it came to", async () => {
    let pauses = 0;
    const pause = async (): Promise<void> => {
      pauses += 1;
    };
    expect(await doInSlices(count(10), pause)).toBe(55);
    expect(pauses).toBe(10);
    expect(doAtOnce(count(10))).toBe(55);
  });

  it("goes no further when the pause is aborted", async () => {
    let pauses = 0;
    const pause = async (): Promise<void> => {
      pauses += 1;
      if (pauses === 3) throw new Error("enough");
    };
    await expect(doInSlices(count(10), pause)).rejects.toThrow("enough");
    expect(pauses).toBe(3);
  });
});
