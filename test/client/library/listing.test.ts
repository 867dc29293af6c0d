import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listingQuery, parseListing } from "../../../client/library/listing.ts";
import { firstRecordOrder, noRecordFilters, recordColumns } from "../../../client/library/record-list.ts";

describe("the address of the list of records", () => {
  it("says what the list is narrowed to, its order and its page", () => {
    const text = fc.string({ maxLength: 12, unit: "grapheme" });
    fc.assert(
      fc.property(
        fc.record({
          filters: fc.record({ words: text, body: text, year: text, language: text, speaker: text }),
          order: fc.record({ column: fc.constantFrom(...recordColumns), descending: fc.boolean() }),
          page: fc.nat(9999),
        }),
        (listing) => {
          expect(parseListing(listingQuery(listing))).toEqual(listing);
        },
      ),
    );
  });

  it("is empty for the list as it is at first", () => {
    expect(listingQuery({ filters: noRecordFilters, order: firstRecordOrder, page: 0 })).toBe("");
  });

  it.each([
    "page=0",
    "page=-1",
    "page=x",
    "sort=-nothing",
    "q=a",
    "%",
  ])("takes %s for the list as it is at first", (query) => {
    expect(parseListing(query)).toEqual({ filters: noRecordFilters, order: firstRecordOrder, page: 0 });
  });
});
