import { describe, expect, it } from "vitest";
import { attributedSince, placeNow } from "../../client/record/place-now.ts";
import { createFakeCorrections } from "../fakes/record-corrections.ts";
import { camDocument, citationOf } from "../fakes/record-fixture.ts";

const document = camDocument();
const cited = { number: 1, passageId: `${document.detail.id}/p44`, answering: null };
const citation = { ...citationOf(document, cited), reading: "11" };

describe("a citation in another reading of its record", () => {
  it("is found by its offsets, its item before the item's paragraph", () => {
    for (const { passages } of document.detail.sections) {
      for (const { start, end, paragraph, item } of passages) {
        expect(placeNow({ start, end }, document.detail)).toMatchObject({ paragraph, item });
      }
    }
    expect(placeNow({ start: citation.start - 3, end: citation.end - 20 }, document.detail)?.paragraph).toBe(44);
    expect(placeNow({ start: 1e9, end: 1e9 + 5 }, document.detail)).toBeNull();
  });

  it("is told to be another's words once that is corrected, and only then", () => {
    const corrections = createFakeCorrections();
    const { start } = citation;
    const detailNow = () => corrections.apply(document).detail;
    expect(attributedSince(citation, detailNow())).toBeNull();
    corrections.add(document, [{ type: "heading", start, quote: citation.quote.slice(0, 20) }]);
    expect(attributedSince(citation, detailNow())).toBeNull();
    corrections.add(document, [{ type: "turn", start, quote: citation.quote.slice(0, 20), speaker: "Mary O'Neil" }]);
    expect(attributedSince(citation, detailNow())?.speaker).toBe("Mary O'Neil");
    expect(attributedSince({ ...citation, reading: detailNow().reading }, detailNow())).toBeNull();
  });
});
