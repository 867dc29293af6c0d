import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { measureAttribution, sharesOf } from "./attribution.ts";

const folder = join(import.meta.dirname, "..", "fixtures", "layouts-strangers");

describe("records in layouts of people who had not seen the reader", async () => {
  const records = await measureAttribution(folder);

  it("are many", () => {
    expect(records.size).toBeGreaterThanOrEqual(42);
  });

  it("have their words under the right speaker, and hardly any under a wrong one", () => {
    const { right, wrong } = sharesOf(records.values());
    expect(right).toBeGreaterThanOrEqual(0.93);
    expect(wrong).toBeLessThanOrEqual(0.02);
  });
});
