import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isSetAsHeading } from "./block-features.ts";
import type { Speaker, SpeakerStart } from "./speaker.ts";

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
  const parties = new Map<string, Speaker>();
  for (const { speaker } of starts.values()) {
    const name = foldText(speaker.speaker ?? "");
    if (name.split(" ").length >= FEWEST_WORDS) parties.set(name, speaker);
  }
  const found = new Map<number, SpeakerStart>();
  for (const [index, block] of blocks.entries()) {
    const next = blocks[index + 1];
    if (next === undefined || starts.has(index) || starts.has(index + 1) || !QUOTED.test(next.text)) continue;
    if (!isSetAsHeading(block, blocks[index - 1], next)) continue;
    const words = foldText(block.text).split(" ");
    // The longest name that ends the heading.
    const speaker = words.flatMap((_, from) => (from === 0 ? [] : (parties.get(words.slice(from).join(" ")) ?? [])))[0];
    if (speaker !== undefined) found.set(index, { speaker, topic: null, headingBlocks: 1 });
  }
  return found;
}
