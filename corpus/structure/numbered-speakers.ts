import { isUpperCase } from "../extraction/lines.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isLabel } from "./labels.ts";
import type { SpeakerStart } from "./speaker.ts";
import { LEADING_TIME } from "./turn-openings.ts";

/** "VECINO 1: …", "Speaker 2: …": people whose names are not told. */
const NUMBERED = /^((\p{Lu}\p{L}{3,20}) (\d{1,2})):\s+(?=\S)/u;
/** An agenda counts up, and once more in the body; who speaks comes back time and again. */
const FEWEST_RETURNS = 2;

/** The turns of those who are told by what they are and a number, where they take turns. */
export function numberedSpeakers(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
): ReadonlyMap<number, string> {
  const found = [...blocks.entries()].flatMap(([index, { text, form, cell }]) => {
    const [, name = "", word = "", number] =
      (form === "prose" && cell === null && NUMBERED.exec(text.replace(LEADING_TIME, ""))) || [];
    return name === "" || isLabel(word) || isLabel(name) ? [] : [{ index, name, number: Number(number) }];
  });
  const times = new Map<string, number>();
  for (const { name } of found) times.set(name, (times.get(name) ?? 0) + 1);
  const again = found.filter(({ name }) => (times.get(name) ?? 0) > 1);
  // Among turns by names in capitals, capitals and a number come back as the names do.
  const first = Math.min(...starts.keys());
  const areLoud =
    found.every(({ index, name }) => index > first && isUpperCase(name)) && again.length * 2 > found.length;
  const returns = found.filter(({ number }, at) => number < (found[at - 1]?.number ?? 0)).length;
  return new Map(returns >= FEWEST_RETURNS || areLoud ? found.map(({ index, name }) => [index, name] as const) : []);
}
