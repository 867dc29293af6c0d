import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Document } from "../../corpus/document.ts";
import { foldText } from "../../corpus/folding.ts";
import { extractFile } from "../../corpus/formats/extract-file.ts";
import { readRecord } from "../../corpus/reader.ts";

/** What a stranger expects of a record: who speaks in each paragraph, by its first characters. */
const expectedSchema = z.object({
  title: z.string().nullable(),
  sessionDate: z.string().nullable(),
  paragraphs: z.array(
    z.object({
      start: z.string().min(1),
      /** Null for headings, narration, decisions and page furniture. */
      speaker: z.string().nullable(),
      alt: z.array(z.string()).optional(),
      /** A line that holds nothing but a name. */
      label: z.boolean().optional(),
    }),
  ),
});

/** Characters of paragraphs, by what became of them. */
export interface Attribution {
  /** Under the speaker expected. */
  right: number;
  /** Under another. */
  wrong: number;
  /** Somebody's, under nobody. */
  missed: number;
  /** Nobody's, under nobody. */
  nobody: number;
  /** Nobody's, under somebody. */
  credited: number;
}

const plain = (text: string): string =>
  foldText(text.normalize("NFC"))
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

function isNamed(label: string, names: readonly string[]): boolean {
  const words = plain(label).split(" ");
  return names.some(
    (name) =>
      plain(label).includes(plain(name)) ||
      plain(name)
        .split(" ")
        .some((word) => word.length > 3 && words.includes(word)),
  );
}

/** Who a character of the source stands under: null for nobody, and for headings. */
function speakersOf({ source, sections }: Document): (string | null)[] {
  const speakers: (string | null)[] = new Array(source.length).fill(null);
  for (const { speaker, honorific, role, organization, affiliation, passages } of sections) {
    const label = speaker === null ? null : [honorific, speaker, role, organization, affiliation].join(" ");
    for (const { start, end, kind } of passages) {
      speakers.fill(kind === "heading" ? null : label, start, end);
    }
  }
  return speakers;
}

/** Where stretches of a text begin, whatever the white space in them. */
function createFinder(source: string): (stretch: string, from: number) => number {
  const offsets = [...source.matchAll(/\S/gu)].map(({ index }) => index);
  const solid = source.replace(/\s+/gu, "");
  return (stretch, from) => {
    const wanted = stretch.replace(/\s+/gu, "");
    const first = offsets.findIndex((offset) => offset >= from);
    const at = first === -1 ? -1 : solid.indexOf(wanted, first);
    return offsets[at === -1 ? solid.indexOf(wanted) : at] ?? -1;
  };
}

export interface MeasuredRecord extends Attribution {
  readonly document: Document;
  /** Paragraphs that are not in the text: lost, or out of order. */
  readonly lost: readonly string[];
  readonly titleExpected: string | null;
  readonly sessionDateExpected: string | null;
}

/** Reads the records of a folder, each `NAME` with its `NAME.expected.json`, and compares who speaks. */
export async function measureAttribution(folder: string): Promise<ReadonlyMap<string, MeasuredRecord>> {
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, `${name}.expected.json`)));
  const measured = new Map<string, MeasuredRecord>();
  for (const name of names) {
    const expected = expectedSchema.parse(JSON.parse(readFileSync(join(folder, `${name}.expected.json`), "utf8")));
    const {
      text: source,
      format,
      structure,
      pages,
    } = await extractFile({
      name,
      bytes: readFileSync(join(folder, name)),
    });
    const { document } = readRecord({
      id: name,
      source,
      format,
      ...(structure === null ? {} : { structure }),
      ...(pages === null ? {} : { pages }),
    });
    const speakers = speakersOf(document);
    const find = createFinder(source);
    const found: Attribution = { right: 0, wrong: 0, missed: 0, nobody: 0, credited: 0 };
    const lost: string[] = [];
    let from = 0;
    const places = expected.paragraphs.map(({ start }) => {
      const at = find(start, from);
      if (at === -1) lost.push(start);
      else from = at + 1;
      return at;
    });
    for (const [index, { speaker, alt = [], label }] of expected.paragraphs.entries()) {
      const at = places[index] ?? -1;
      if (at === -1 || label === true) continue;
      // A paragraph of the text may hold several of those expected: cues of subtitles, turns run into one.
      const next = places.slice(index + 1).find((place) => place > at) ?? source.length;
      const line = source.indexOf("\n", at);
      const end = Math.min(next, line === -1 ? source.length : line);
      const length = source.slice(at, end).trim().length;
      const got = speakers[at + Math.floor(length / 2)] ?? null;
      if (speaker === null) found[got === null ? "nobody" : "credited"] += length;
      else if (got === null) found.missed += length;
      else found[isNamed(got, [speaker, ...alt]) ? "right" : "wrong"] += length;
    }
    const told = { titleExpected: expected.title, sessionDateExpected: expected.sessionDate };
    measured.set(name, { ...found, ...told, document, lost });
  }
  return measured;
}

/** Shares over all records: of what is somebody's, and of everything. */
export function sharesOf(records: Iterable<Attribution>): { right: number; missed: number; wrong: number } {
  const sum: Attribution = { right: 0, wrong: 0, missed: 0, nobody: 0, credited: 0 };
  for (const record of records) for (const key of Object.keys(sum) as (keyof Attribution)[]) sum[key] += record[key];
  const spoken = sum.right + sum.wrong + sum.missed;
  return {
    right: sum.right / spoken,
    missed: sum.missed / spoken,
    wrong: (sum.wrong + sum.credited) / (spoken + sum.nobody + sum.credited),
  };
}
