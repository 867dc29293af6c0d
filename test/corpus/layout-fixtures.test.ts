import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatOf } from "../../corpus/catalogue.ts";
import { foldText } from "../../corpus/folding.ts";
import { readFixture } from "./expected-reading.ts";

/** The second and third were kept unread until the reader first met them; they are development data since. */
const FOLDERS = ["layouts", "layouts-held-out", "records-held-out"] as const;
/** Records without an expected reading beside them are kept for other measurements. */
const records = FOLDERS.flatMap((folder) => {
  const root = new URL(`../fixtures/${folder}/`, import.meta.url);
  return readdirSync(root)
    .filter((file) => formatOf(file) !== null && existsSync(new URL(file.replace(/\.\w+$/u, ".expected.json"), root)))
    .map((file) => ({ folder, file }));
});

/** A speaker's name as read and as a person wrote it down differ in capitals ("representante", "PRESIDENTA"). */
function key(text: string | null): string | null {
  return text === null ? null : foldText(text);
}

interface Counts {
  found: number;
  readonly of: number;
}

/** How many of the expected passages were found, and how many of these with their speaker, country and kind. */
function compare(folder: string, file: string): Record<"passages" | "speakers" | "countries" | "kinds", Counts> {
  const { document, expected } = readFixture(folder, file);
  const found = document.sections
    .filter(({ number, passages }) => number > 0 && passages[0]?.kind !== "closing")
    .flatMap((section) => section.passages.map((passage) => ({ section, passage })));
  const wanted = expected.sections.flatMap((section) => section.passages.map((passage) => ({ section, passage })));
  let from = 0;
  const pairs = wanted.flatMap(({ section, passage }) => {
    const index = found.findIndex(
      (candidate, place) =>
        place >= from &&
        candidate.passage.item === passage.item &&
        candidate.passage.text.slice(0, 30) === passage.start.slice(0, Math.min(30, candidate.passage.text.length)),
    );
    const match = found[index];
    if (match === undefined) return [];
    from = index + 1;
    return [{ wanted: { section, passage }, match }];
  });
  const count = (holds: (pair: (typeof pairs)[number]) => boolean): Counts => ({
    found: pairs.filter(holds).length,
    of: wanted.length,
  });
  return {
    passages: count(() => true),
    speakers: count(({ wanted, match }) => key(match.section.speaker) === key(wanted.section.speaker)),
    countries: count(({ wanted, match }) => match.section.country === wanted.section.country),
    kinds: count(({ wanted, match }) => match.passage.kind === wanted.passage.kind),
  };
}

describe("records in the layouts of many secretariats", () => {
  it("are there to be read", () => {
    expect(records.length).toBeGreaterThanOrEqual(28);
  });

  it.each(records)("$file: nearly every passage has its speaker, country and kind", ({ folder, file }) => {
    const shares = Object.entries(compare(folder, file)).map(([what, { found, of }]) => [what, found / of] as const);
    for (const [what, share] of shares) expect([what, share >= 0.9]).toEqual([what, true]);
  });
});
