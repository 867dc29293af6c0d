import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InvalidRequestValueError } from "../../../../server/assistant/assistant.ts";
import { readFilters } from "../../../../server/assistant/understanding/filters.ts";
import type { Filters } from "../../../../server/protocol.ts";
import { fishingRecord } from "../answers/fishing-records.ts";
import { openBench, type RecordBench, readRealDocument, readText } from "../answers/record-bench.ts";

let bench: RecordBench;
beforeAll(async () => {
  bench = await openBench([await readRealDocument(), readText("fishing", fishingRecord)]);
});
afterAll(() => bench.close());

/** Sections that some filters leave, as `<document>/s<number>`; "cam" for the real record. */
function left(filters: Filters): string[] {
  const accept = readFilters(filters, bench.collection);
  const entries = bench.collection.passages.filter((entry) => accept === null || accept(entry));
  const ids = entries.map(
    ({ document, section }) => `${document.id === "fishing" ? "fishing" : "cam"}/s${section.number}`,
  );
  return [...new Set(ids)];
}

function refusal(filters: Filters): InvalidRequestValueError {
  try {
    readFilters(filters, bench.collection);
  } catch (error) {
    if (error instanceof InvalidRequestValueError) return error;
    throw error;
  }
  throw new Error("The filters were accepted.");
}

describe("a filter by named collections", () => {
  const recordsOf = (name: string) => (name === "Fisheries" ? ["fishing", "gone"] : null);

  it("leaves the records of the collections, beside the other filters", () => {
    const accept = readFilters({ collections: ["Fisheries"] }, bench.collection, recordsOf);
    const documents = bench.collection.passages.filter((entry) => accept?.(entry)).map(({ document }) => document.id);
    expect([...new Set(documents)]).toEqual(["fishing"]);
    const both = readFilters({ collections: ["Fisheries"], speakers: ["David Foran"] }, bench.collection, recordsOf);
    expect(bench.collection.passages.some((entry) => both?.(entry))).toBe(false);
  });

  it("refuses a name that no collection has", () => {
    expect(() => readFilters({ collections: ["Ports"] }, bench.collection, recordsOf)).toThrow(
      InvalidRequestValueError,
    );
    expect(refusal({ collections: ["Fisheries"] })).toMatchObject({
      path: "filters.collections[0]",
      value: "Fisheries",
    });
  });
});

describe("filters", () => {
  it.each([
    ["a whole name", "David Foran"],
    ["a name in small letters", "david foran"],
    ["a surname", "Foran"],
  ])("take a speaker by %s", (_, value) => {
    expect(left({ speakers: [value] })).toEqual(["cam/s3"]);
  });

  it("take a speaker without accents", () => {
    expect(left({ speakers: ["holda alvarez de marre"] })).toEqual(["cam/s4"]);
  });

  it("take a delegation as a speaker", () => {
    expect(left({ speakers: ["delegacion de jamaica"] })).toEqual(["fishing/s3"]);
  });

  it.each([
    "BID",
    "bid",
    "IDB",
    "Banco Interamericano de Desarrollo",
    "Inter-American Development Bank",
  ])("take an organization by name, acronym or translation: %s", (value) => {
    expect(left({ organizations: [value] })).toEqual(["cam/s5"]);
  });

  it.each(["PE", "pe", "Perú", "peru", "Pérou"])("take a country by code or name: %s", (value) => {
    expect(left({ countries: [value] })).toEqual(["cam/s2"]);
  });

  it.each(["EE. UU.", "EE.UU.", "United States", "US"])("take the United States as %s", (value) => {
    expect(left({ countries: [value] })).toEqual(["cam/s3"]);
  });

  it("take a document by id or title", () => {
    const title = bench.collection.documents[1]?.title ?? "";
    for (const value of ["fishing", title, title.toLowerCase()]) {
      const sections = left({ documents: [value] });
      expect(sections.length).toBeGreaterThan(3);
      expect(sections.every((id) => id.startsWith("fishing/"))).toBe(true);
    }
  });

  it.each(["recommendation", "RECOMMENDATION", "recomendación", "recomendaciones"])("take the kind %s", (value) => {
    const accept = readFilters({ kinds: [value] }, bench.collection);
    const kinds = bench.collection.passages.filter((entry) => accept?.(entry)).map(({ passage }) => passage.kind);
    expect(new Set(kinds)).toEqual(new Set(["recommendation"]));
  });

  it("are or within a field, and between fields", () => {
    expect(left({ countries: ["CL", "JM"] })).toEqual(["fishing/s1", "fishing/s3"]);
    expect(left({ countries: ["CL", "PE"], documents: ["fishing"] })).toEqual(["fishing/s1"]);
    expect(left({ countries: ["PE"], documents: ["fishing"] })).toEqual([]);
  });

  it("are none where nothing is set", () => {
    expect(readFilters(undefined, bench.collection)).toBeNull();
    expect(readFilters({}, bench.collection)).toBeNull();
    expect(readFilters({ speakers: [], kinds: [] }, bench.collection)).toBeNull();
  });

  it.each([
    [{ speakers: ["Foran", "Nobody Known"] }, "filters.speakers[1]", "Nobody Known"],
    [{ organizations: ["Liga de Mareas"] }, "filters.organizations[0]", "Liga de Mareas"],
    [{ countries: ["PE", "Mongolia"] }, "filters.countries[1]", "Mongolia"],
    [{ countries: ["ZZ"] }, "filters.countries[0]", "ZZ"],
    [{ documents: ["fishing", "other"] }, "filters.documents[1]", "other"],
  ])("refuse a value that no record holds, naming it and its place: %j", (filters, path, value) => {
    const error = refusal(filters);
    expect(error).toMatchObject({ path, value });
    expect(error.message).toContain(value);
  });

  it("name the place of an unknown kind, and the kinds that there are", () => {
    const error = refusal({ kinds: ["recommendation", "song"] });
    expect(error.value).toBe("song");
    expect(error.path).toMatch(/^filters\.kinds/u);
    expect(error.message).toContain("key-point");
  });
});
