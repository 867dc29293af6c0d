import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTableListing, tableListingQuery } from "../../client/record/table-listing.ts";
import {
  documentPath,
  type LibraryView,
  libraryPath,
  parseRoute,
  questionPath,
  recommendationsPath,
  routeAt,
} from "../../client/routes.ts";

const at = (path: string) => parseRoute(new URL(path, "http://127.0.0.1:3000"));

describe("addresses of the page", () => {
  it("finds a document, its revision and its place again", () => {
    fc.assert(
      fc.property(
        fc
          .string({ minLength: 1, unit: fc.constantFrom(..."aZ9-_. @/#?%&+ñ漢😀") })
          .filter((id) => !/^\.+$|[\uD800-\uDFFF]/u.test(id)),
        fc.option(fc.string({ minLength: 8, unit: fc.constantFrom(..."0123456789abcdef:") })),
        fc.option(fc.record({ paragraph: fc.nat(99_999), item: fc.option(fc.nat(999)) })),
        (documentId, revision, place) => {
          expect(at(documentPath(documentId, revision, place))).toEqual({
            page: "document",
            documentId,
            revision,
            place,
          });
        },
      ),
    );
  });

  it("asks the same question again, with what went before it and what was taken back", () => {
    const asked = {
      question: "¿Qué dijo Panamá & qué «propuso»?",
      without: { speakers: ["A, B"], inherited: ["countries"] },
      filters: { documents: ["d 1"] },
    };
    expect(at(questionPath(asked, ["¿Quién habló?", "#2?"], "en"))).toEqual({
      page: "question",
      asked,
      history: ["¿Quién habló?", "#2?"],
      language: "en",
    });
  });

  it.each<LibraryView>([
    { name: "records", listing: "" },
    { name: "records", listing: "words=agua&page=2" },
    { name: "reading", documentId: "acta 1/2 & más", paragraph: null },
    { name: "reading", documentId: "acta", paragraph: 12 },
    { name: "passages", query: "" },
    { name: "passages", query: "¿agua & saneamiento?" },
  ])("finds the library's view $name again", (view) => {
    expect(at(libraryPath(view))).toEqual({ page: "library", view });
  });

  it.each([
    [null, ""],
    ["acta 1/2 & más", ""],
    [null, "speaker=Ana+Ruiz&text=agua+%26+sal&sort=-country"],
    ["acta", "organization=BID"],
  ])("finds the table of recommendations again, of %s narrowed by %s", (documentId, listing) => {
    expect(at(recommendationsPath(documentId, listing))).toEqual({ page: "recommendations", documentId, listing });
    expect(tableListingQuery(parseTableListing(listing))).toBe(listing);
  });

  it("takes from a table's address only what it can mean", () => {
    expect(parseTableListing("sort=-nothing&speaker=&q=1")).toEqual({
      filters: { speaker: "", organization: "", country: "", text: "" },
      order: { column: "paragraph", descending: false },
    });
  });

  it("knows an address at which nothing is", () => {
    expect(at("/library/reading")).toEqual({ page: "library", view: { name: "records", listing: "" } });
    for (const path of ["/nowhere", "/library/nowhere?q=a", "/d/", "/d/a/b", "/recommendations/x", "/?q"]) {
      expect(at(path), path).toEqual(path === "/?q" ? { page: "conversation", id: null } : { page: "unknown" });
    }
  });

  it("takes a malformed address as the nearest screen instead of failing", () => {
    expect(at("/d/%E0%A4%A/")).toMatchObject({ page: "document", documentId: "%E0%A4%A" });
    expect(at("/d/x#p12.x")).toMatchObject({ page: "document", place: null });
    expect(at("/?q=%20")).toEqual({ page: "conversation", id: null });
    expect(at("/?q=a&language=xx")).toMatchObject({ page: "question", language: null });
  });
});

it("an address below a path that a proxy takes away names what it names at the top", () => {
  const top = "https://a.example/minutes";
  expect(routeAt(`${top}/d/x#p3`, top)).toEqual(at("/d/x#p3"));
  expect(routeAt(`${top}/?q=why`, top)).toEqual(at("/?q=why"));
  expect(routeAt("http://127.0.0.1:3000/library", "http://127.0.0.1:3000")).toEqual(at("/library"));
});
