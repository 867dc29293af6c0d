import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentPath, type LibraryView, libraryPath, parseRoute, questionPath, routeAt } from "../../client/routes.ts";

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

  it("takes an address of the library that leads nowhere as the library", () => {
    expect(at("/library/reading")).toEqual({ page: "library", view: { name: "records", listing: "" } });
    expect(at("/library/nowhere?q=a")).toMatchObject({ page: "library", view: { name: "records" } });
  });

  it("takes a malformed address as the nearest screen instead of failing", () => {
    expect(at("/d/%E0%A4%A/")).toMatchObject({ page: "document", documentId: "%E0%A4%A" });
    expect(at("/d/x#p12.x")).toMatchObject({ page: "document", place: null });
    expect(at("/?q=%20")).toEqual({ page: "conversation", id: null });
    expect(at("/?q=a&language=xx")).toMatchObject({ page: "question", language: null });
    expect(at("/nowhere")).toEqual({ page: "conversation", id: null });
  });
});

it("an address below a path that a proxy takes away names what it names at the top", () => {
  const top = "https://a.example/minutes";
  expect(routeAt(`${top}/d/x#p3`, top)).toEqual(at("/d/x#p3"));
  expect(routeAt(`${top}/?q=why`, top)).toEqual(at("/?q=why"));
  expect(routeAt("http://127.0.0.1:3000/library", "http://127.0.0.1:3000")).toEqual(at("/library"));
});
