import type { TextBlock } from "../text-extractor.ts";

/** What ends one turn and begins the next inside a paragraph: a stop and a dash before a name and its colon. */
const NEXT_TURN = /\.\s?[-–—]\s+(?=\p{Lu}[\p{L}\p{M}.’' ]{1,50}?(?:\s?\([^()]{1,80}\))?\s?:\s)/gu;

/** Several turns run into one paragraph become a block each; a single one may be a quotation, and stays. */
export function splitTurns(blocks: readonly TextBlock[], source: string): TextBlock[] {
  return blocks.flatMap((block) => {
    if (block.form !== "prose" || block.cell !== null || block.headingLevel !== null) return [block];
    const raw = source.slice(block.start, block.end);
    // Where page furniture or hyphens lie inside, offsets into the text are not those into the source.
    if (readable(raw) !== block.text) return [block];
    const cuts = [...raw.matchAll(NEXT_TURN)].map(({ index, 0: mark }) => ({
      end: index + 1,
      start: index + mark.length,
    }));
    if (cuts.length < FEWEST_CUTS) return [block];
    return [...cuts, null].map((cut, at): TextBlock => {
      const from = at === 0 ? 0 : (cuts[at - 1]?.start ?? 0);
      // The mark between two turns stays at the end of the first, so that nothing is lost.
      const to = cut === null ? raw.length : from + raw.slice(from, cut.start).trimEnd().length;
      const text = readable(raw.slice(from, to));
      const isFirst = at === 0;
      return {
        ...block,
        start: block.start + from,
        end: block.start + to,
        text,
        mark: isFirst ? block.mark : null,
        lead: isFirst ? block.lead : null,
        setApart: isFirst ? block.setApart : false,
      };
    });
  });
}

const FEWEST_CUTS = 2;

const readable = (text: string): string => text.replace(/\s+/gu, " ").trim();
