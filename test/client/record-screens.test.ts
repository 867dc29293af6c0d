import { describe, expect, it } from "vitest";
import { choices, filterRows, noFilters, sortRows } from "../../client/record/recommendation-table.ts";
import { recommendationsOf } from "../../client/record/recommendations.ts";
import { speakerNames } from "../../client/record/speaker-names.ts";
import { camDocument } from "../fakes/record-fixture.ts";

const { detail } = camDocument();
const rows = recommendationsOf(detail);

describe("the recommendations of a session", () => {
  it("are its items where a block has some, never a block and its items both", () => {
    const ids = rows.map((row) => row.passage.id);
    expect(ids).toContain(`${detail.id}/p12.1`);
    expect(ids).not.toContain(`${detail.id}/p12`);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("are narrowed by speaker, country and text, ignoring case and accents, in both languages", () => {
    const farje = filterRows(rows, { ...noFilters, speaker: "Alberto Alejandro Farje Orna" });
    expect(farje.map((row) => row.section.country)).toEqual(farje.map(() => "PE"));
    expect(filterRows(rows, { ...noFilters, text: "TRAFICO ilicito" }).map((row) => row.passage.item)).toEqual([2]);
    expect(filterRows(rows, { ...noFilters, text: "observatory" })).toHaveLength(1);
    expect(filterRows(rows, { ...noFilters, country: "PA", text: "zzz" })).toEqual([]);
  });

  it("are sorted by a column both ways, and by place where the column is equal", () => {
    const bySpeaker = sortRows(rows, { column: "speaker", descending: false }, "es");
    const names = bySpeaker.map((row) => row.section.speaker ?? "");
    expect(names).toEqual([...names].sort(new Intl.Collator("es").compare));
    const backwards = sortRows(rows, { column: "paragraph", descending: true }, "es");
    expect(backwards).toEqual([...rows].reverse());
  });

  it("offer the speakers and countries that recommended something, each once", () => {
    expect(choices(rows, "country", "es")).toEqual(["PA", "PE", "US"]);
    expect(choices(rows, "speaker", "es")).toContain("David Foran");
  });
});

describe("a speaker's names", () => {
  it.each([
    ["Nora Vega", "Port Authority", { name: "Nora Vega", body: "Port Authority" }],
    ["Delegation of Peru", "Delegation of Peru", { name: "Delegation of Peru", body: null }],
    ["Delegación del Perú", "DELEGACION DEL PERU ", { name: "Delegación del Perú", body: null }],
    [null, "Port Authority", { name: "Port Authority", body: null }],
    ["Nora Vega", null, { name: "Nora Vega", body: null }],
  ])("are shown once where speaker and body are the same (%s, %s)", (speaker, organization, shown) => {
    expect(speakerNames({ speaker, organization })).toEqual(shown);
  });
});
