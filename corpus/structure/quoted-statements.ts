import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isSetAsHeading } from "./block-features.ts";
import type { SpeakerStart } from "./speaker.ts";

const QUOTED = /^["“«].*["”»]\.?$/u;
const FEWEST_WORDS = 2;

/**
 * "Déclaration des élus SUTR" above a paragraph in quotation marks: a statement put on record, of the party that opens
 * turns elsewhere by the name that ends the heading.
 */
export function findQuotedStatements(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
): ReadonlyMap<number, SpeakerStart> {
  const parties = [...starts.values()].flatMap(({ speaker }) => {
    const name = foldText(speaker.speaker ?? "");
    return name.split(" ").length < FEWEST_WORDS ? [] : [{ name, speaker }];
  });
  const found = new Map<number, SpeakerStart>();
  for (const [index, block] of blocks.entries()) {
    const next = blocks[index + 1];
    if (next === undefined || starts.has(index) || starts.has(index + 1) || !QUOTED.test(next.text)) continue;
    if (!isSetAsHeading(block, blocks[index - 1], next)) continue;
    const heading = foldText(block.text);
    const party = parties.find(({ name }) => heading.endsWith(` ${name}`));
    if (party !== undefined) found.set(index, { speaker: party.speaker, topic: null, headingBlocks: 1 });
  }
  return found;
}
