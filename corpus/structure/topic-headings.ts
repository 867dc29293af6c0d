import type { CountryLexicon } from "../countries.ts";
import { markFamily } from "../extraction/marks.ts";
import type { TextBlock } from "../text-extractor.ts";
import { headingStyle, isSetAsHeading } from "./block-features.ts";
import { readReportedTurn } from "./reported-turns.ts";
import { partyKey, type SpeakerStart } from "./speaker.ts";
import { readSpeakerHeading } from "./speaker-heading.ts";

/** Headings of one look, below which several parties take turns, that make the look the topics'. */
const FEWEST_TOPICS = 2;
const FEWEST_PARTIES = 2;

/**
 * "UNIVERSAL SERVICE FUND" among "SPECTRUM" and "OUTAGES": a body's name that is set as the record's topics are, and below
 * which the paragraphs open with what several parties said, is a topic as well.
 */
export function withoutTopics(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
  countries: CountryLexicon,
): ReadonlyMap<number, SpeakerStart> {
  const doubtful = [...starts].filter(
    ([index, start]) => start.headingBlocks === 1 && isBody(blocks[index], countries),
  );
  if (doubtful.length === 0) return starts;
  const headings = [...blocks.keys()].filter(
    (index) => blocks[index] !== undefined && isSetAsHeading(blocks[index], blocks[index - 1], blocks[index + 1]),
  );
  const discussed = headings.filter((index) => partiesBelow(blocks, index, headings, countries) >= FEWEST_PARTIES);
  const topics = discussed.filter((index) => !starts.has(index));
  const kept = new Map(starts);
  for (const [index] of doubtful) {
    const look = lookOf(blocks[index]);
    const alike = topics.filter((topic) => lookOf(blocks[topic]) === look);
    if (alike.length >= FEWEST_TOPICS && discussed.includes(index)) kept.delete(index);
  }
  return kept;
}

function isBody(block: TextBlock | undefined, countries: CountryLexicon): boolean {
  const heading = block === undefined || block.cell !== null ? null : readSpeakerHeading(block.text, countries);
  return heading !== null && heading.by === "name" && heading.form === "organization";
}

function lookOf(block: TextBlock | undefined): string {
  if (block === undefined) return "";
  return `${headingStyle(block)} ${block.mark === null ? "" : markFamily(block.mark)}`;
}

/** How many parties open paragraphs with a verb of saying before the next heading. */
function partiesBelow(
  blocks: readonly TextBlock[],
  index: number,
  headings: readonly number[],
  countries: CountryLexicon,
): number {
  const next = headings.find((other) => other > index) ?? blocks.length;
  const turns = blocks.slice(index + 1, next).flatMap((block) => readReportedTurn(block, countries) ?? []);
  return new Set(turns.map(({ speaker }) => partyKey(speaker))).size;
}
