import { describe, expect, it } from "vitest";
import { tokenize } from "../../../../server/assistant/language/terms.ts";
import { createLexicon } from "../../../../server/assistant/retrieval/lexicon.ts";
import { createRoster } from "../../../../server/assistant/understanding/roster.ts";
import { type EmbeddedLabel, fitBodies } from "../../../../server/assistant/understanding/speaker-fit.ts";
import { labelsOf } from "../../../../server/assistant/understanding/speaker-labels.ts";
import { readText } from "../answers/record-bench.ts";

const record = `SUMMARY OF THE MEETING OF THE COMMITTEE ON ROADS
Kingston, 6 October 2021

Statement by the Chamber of Hauliers

- The chamber asks for night traffic on the bridge.

Statement by the Office of Statistics of Morven

- The office counted 40 bridges.
`;

const labels = labelsOf(createRoster([readText("roads", record)], createLexicon([])));

/** Unit vectors in a plane, by the angle in degrees. */
function at(degrees: number): Float32Array {
  const angle = (degrees * Math.PI) / 180;
  return Float32Array.from([Math.cos(angle), Math.sin(angle)]);
}

function embed(angles: readonly { text: number; fields: readonly number[] }[]): EmbeddedLabel[] {
  return labels.flatMap((label, position) => {
    const own = angles[position];
    return own === undefined ? [] : [{ label, text: at(own.text), fields: own.fields.map(at) }];
  });
}

const described = (words: string, language: "en" | "es" | null = "en") => ({
  vector: at(0),
  content: tokenize(words),
  language,
});

describe("how a description fits the bodies of a record", () => {
  it("tells how near each is, how far ahead of the others, and how far above their mean", () => {
    const [hauliers, office] = fitBodies(
      described("lorries"),
      embed([
        { text: 0, fields: [] },
        { text: 60, fields: [] },
      ]),
    );
    expect(hauliers?.features).toMatchObject({ words: 0, wordsAhead: 0, foreign: 0 });
    expect(hauliers?.features.text).toBeCloseTo(1);
    expect(hauliers?.features.textAhead).toBeCloseTo(0.5);
    expect(hauliers?.features.aboveMean).toBeCloseTo(0.25);
    expect(office?.features.textAhead).toBeCloseTo(-0.5);
  });

  it("takes the nearest of a speaker's name, office and body", () => {
    const [, office] = fitBodies(
      described("statisticians"),
      embed([
        { text: 90, fields: [] },
        { text: 60, fields: [90, 0] },
      ]),
    );
    expect(office?.features.text).toBeCloseTo(0.5);
    expect(office?.features.field).toBeCloseTo(1);
    expect(office?.features.fieldAhead).toBeCloseTo(1);
  });

  it.each([
    ["hauliers", 1, 1],
    ["the statistics", 0, -1],
  ])("counts words that stand in a label by their stems: %s", (words, share, ahead) => {
    const [hauliers] = fitBodies(
      described(words.replace("the ", "")),
      embed([
        { text: 0, fields: [] },
        { text: 0, fields: [] },
      ]),
    );
    expect(hauliers?.features).toMatchObject({ words: share, wordsAhead: ahead });
  });

  it("tells a question in another language than the record's", () => {
    const [first] = fitBodies(described("camioneros", "es"), embed([{ text: 0, fields: [] }]));
    expect(first?.features.foreign).toBe(1);
    expect(fitBodies(described("camioneros", null), embed([{ text: 0, fields: [] }]))[0]?.features.foreign).toBe(0);
  });

  it("compares the only body of a record with what is like nobody", () => {
    const [only] = fitBodies(described("lorries"), embed([{ text: 0, fields: [] }]));
    expect(only?.features.textAhead).toBeCloseTo(0.5);
  });
});
