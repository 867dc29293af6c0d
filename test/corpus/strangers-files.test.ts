import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { measureAttribution, sharesOf } from "./attribution.ts";

const folder = join(import.meta.dirname, "..", "fixtures", "files-strangers");

describe("files of a person who had not seen the reader", async () => {
  const records = await measureAttribution(folder);

  it("are many, in five formats", () => {
    const extensions = new Set([...records.keys()].map((name) => name.split(".").at(-1)));
    expect(records.size).toBeGreaterThanOrEqual(22);
    expect(extensions.size).toBeGreaterThanOrEqual(5);
  });

  it("have their words under the right speaker, and hardly any under a wrong one", () => {
    const { right, wrong } = sharesOf(records.values());
    expect(right).toBeGreaterThanOrEqual(0.975);
    expect(wrong).toBeLessThanOrEqual(0.008);
  });

  it.each([...records])("%s is dated by its session, or not at all", (_, { document, sessionDateExpected }) => {
    expect([sessionDateExpected, null]).toContain(document.sessionDate);
  });

  it("are dated, nearly all", () => {
    const dated = [...records.values()].filter(({ document }) => document.sessionDate !== null);
    expect(dated.length).toBeGreaterThanOrEqual(20);
  });
});
