import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  filterRecords,
  firstRecordOrder,
  indexRecords,
  noRecordFilters,
  pageOfRecords,
  type RecordFilters,
  recordChoices,
  recordColumns,
  recordsPerPage,
  sortRecords,
} from "../../../client/library/record-list.ts";
import { summaryOf } from "../../fakes/record-intake.ts";
import { shelfOfRecords } from "../../fakes/record-shelf.ts";

const records = indexRecords(shelfOfRecords(120).map(summaryOf));

function titlesWith(filters: Partial<RecordFilters>): readonly string[] {
  return filterRecords(records, { ...noRecordFilters, ...filters }).map(({ document }) => document.title);
}

describe("the list of records", () => {
  it("finds words in title, body, file and speakers, in any order, without case and accents", () => {
    expect(titlesWith({ words: "ORDINARIA 117" })).toEqual(["Acta de la sesión ordinaria n.º 117"]);
    expect(titlesWith({ words: "sesion" })).toHaveLength(120);
    expect(titlesWith({ words: "acta-12.subtitles" })).toEqual(["Acta de la sesión ordinaria n.º 12"]);
    expect(titlesWith({ words: "nahui fisheries" }).length).toBeGreaterThan(0);
    expect(titlesWith({ words: "zzzz" })).toEqual([]);
  });

  it("narrows by body, year, language and part of a speaker's name, all at once", () => {
    const filters: RecordFilters = {
      words: "",
      body: "Concejo Municipal de Puno",
      year: "2019",
      language: "es",
      speaker: "ana quis",
    };
    const passing = filterRecords(records, filters);
    expect(passing.length).toBeGreaterThan(0);
    for (const { document, date } of passing) {
      expect(document.body).toBe("Concejo Municipal de Puno");
      expect(date.slice(0, 4)).toBe("2019");
      expect(document.language).toBe("es");
      expect(document.speakers).toContain("Ana Quispe");
    }
  });

  it("shows every record once, whatever the order, and those without a date last", () => {
    fc.assert(
      fc.property(fc.constantFrom(...recordColumns), fc.boolean(), (column, descending) => {
        const sorted = sortRecords(records, { column, descending }, "es");
        expect(new Set(sorted)).toEqual(new Set(records));
        if (column !== "date") return;
        const dates = sorted.map(({ date }) => date);
        const dated = dates.filter((date) => date !== "");
        expect(dates.slice(dated.length).every((date) => date === "")).toBe(true);
        expect(dated).toEqual(descending ? dated.toSorted().toReversed() : dated.toSorted());
      }),
    );
  });

  it("sorts titles as people count, and begins with the latest session", () => {
    const byTitle = sortRecords(records, { column: "title", descending: false }, "es");
    expect(byTitle.slice(0, 3).map(({ document }) => document.id)).toEqual(["record-1", "record-2", "record-3"]);
    expect(sortRecords(records, firstRecordOrder, "es")[0]?.document.id).toBe("record-120");
  });

  it("offers the values that stand in the records, years from the latest", () => {
    const choices = recordChoices(records, "es");
    expect(choices.bodies).toEqual(["Comisión de Aguas", "Committee on Fisheries", "Concejo Municipal de Puno"]);
    expect(choices.years).toEqual(["2020", "2019"]);
    expect(choices.languages).toEqual(["en", "es"]);
    expect(choices.speakers).toContain("João Prado");
  });

  it("cuts into pages that hold every record once", () => {
    fc.assert(
      fc.property(fc.nat(1500), (count) => {
        const list = Array.from({ length: count }, (_, index) => records[index % records.length]).filter(
          (record) => record !== undefined,
        );
        const { pages } = pageOfRecords(list, 0);
        const shown = Array.from({ length: pages }, (_, page) => pageOfRecords(list, page));
        expect(shown.flatMap((page) => page.records)).toEqual(list);
        expect(shown.every((page) => page.records.length <= recordsPerPage)).toBe(true);
        expect(pageOfRecords(list, pages + 3).page).toBe(pages - 1);
      }),
    );
  });
});
