import type { Span } from "../../server/protocol.ts";

/** A piece of text under the same set of layers. */
export interface Run<Layer extends string> {
  readonly text: string;
  readonly start: number;
  readonly layers: readonly Layer[];
}

export interface LayeredSpan<Layer extends string> extends Span {
  readonly layer: Layer;
}

/**
 * Cuts a text at the edges of spans that may overlap, so that each piece can be drawn once.
 * Offsets are relative to `base`, the offset of the text in its source; spans are clipped to the text.
 */
export function cutIntoRuns<Layer extends string>(
  text: string,
  base: number,
  spans: readonly LayeredSpan<Layer>[],
): readonly Run<Layer>[] {
  const inside = spans
    .map(({ layer, start, end }) => ({
      layer,
      start: Math.max(0, start - base),
      end: Math.min(text.length, end - base),
    }))
    .filter((span) => span.start < span.end);
  const edges = new Set([0, text.length]);
  for (const span of inside) edges.add(span.start).add(span.end);
  const cuts = [...edges].sort((left, right) => left - right);
  const runs: Run<Layer>[] = [];
  for (const [index, start] of cuts.entries()) {
    const end = cuts[index + 1];
    if (end === undefined) break;
    const layers = new Set(inside.filter((span) => span.start <= start && end <= span.end).map((span) => span.layer));
    runs.push({ text: text.slice(start, end), start: base + start, layers: [...layers] });
  }
  return runs;
}
