import type { Exclusion } from "../document.ts";
import type { TextBlock } from "../text-extractor.ts";

/** Dashes, dots or lines that minutes are filled up with, so that nothing can be added to a paragraph. */
const BEFORE = /^[-–—_=.*]{3,}\s+(?=\p{L}|[«“"¿¡(])/u;
const BEHIND = /(?<=[\p{L}\p{N}.!?…)»”"])\s+[-–—_=.*]{3,}\s*$/u;

/** Paragraphs without the fillers before and behind them, which are excluded as rules are. */
export function withoutFillers(
  blocks: readonly TextBlock[],
  source: string,
): { readonly blocks: readonly TextBlock[]; readonly exclusions: readonly Exclusion[] } {
  const exclusions: Exclusion[] = [];
  const kept = blocks.map((block): TextBlock => {
    if (block.form !== "prose") return block;
    const raw = source.slice(block.start, block.end);
    const before = BEFORE.exec(raw)?.[0].length ?? 0;
    const behind = BEHIND.exec(raw)?.[0] ?? "";
    if (before === 0 && behind === "") return block;
    const start = block.start + before;
    const end = block.end - behind.length;
    if (before > 0)
      exclusions.push({ start: block.start, end: block.start + raw.slice(0, before).trimEnd().length, reason: "rule" });
    if (behind !== "") {
      const filler = end + (behind.length - behind.trimStart().length);
      exclusions.push({ start: filler, end: filler + behind.trim().length, reason: "rule" });
    }
    return { ...block, start, end, text: block.text.replace(BEFORE, "").replace(BEHIND, "") };
  });
  return { blocks: kept, exclusions };
}
