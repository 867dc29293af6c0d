import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { measureAttribution, sharesOf } from "./attribution.ts";

const folder = join(import.meta.dirname, "..", "fixtures", "files-strangers-b");

describe("files of a second person who had not seen the reader", async () => {
  const records = await measureAttribution(folder);

  it("are many", () => {
    expect(records.size).toBeGreaterThanOrEqual(20);
  });

  it("have their words under the right speaker, and few under a wrong one", () => {
    const { right, wrong } = sharesOf(records.values());
    expect(right).toBeGreaterThanOrEqual(0.9);
    expect(wrong).toBeLessThanOrEqual(0.03);
  });

  it("are dated by their session, nearly all", () => {
    const dated = [...records.values()].filter(
      ({ document, sessionDateExpected }) => document.sessionDate === sessionDateExpected,
    );
    expect(dated.length).toBeGreaterThanOrEqual(19);
  });
});
