import { describe, expect, it } from "vitest";
import { listRecordWords } from "../../../server/retrieval/record-words.ts";
import { isFunctionWord } from "../../../server/understanding/function-words.ts";
import { fishingRecord } from "../answers/fishing-records.ts";
import { readText } from "../answers/record-bench.ts";

const words = listRecordWords([readText("fishing", fishingRecord)], isFunctionWord);

describe("the words of a record", () => {
  it("are its content words in small letters, each family once", () => {
    expect(words).toContain("hielo");
    expect(words.filter((word) => word.startsWith("embarcaci"))).toHaveLength(1);
    expect(new Set(words).size).toBe(words.length);
  });

  it("are neither names, numbers, function words nor very short", () => {
    for (const word of words) expect(word).toMatch(/^\p{Ll}{4,}$/u);
    expect(words).not.toContain("jamaica");
    expect(words).not.toContain("para");
  });

  it("begin with the most frequent", () => {
    expect(words.indexOf("delegación")).toBeLessThan(words.indexOf("manual"));
  });
});
