import { createHash } from "node:crypto";
import type { Language } from "../document.ts";

/** Where a correction belongs: an offset into the source, and the source's own words from there on as proof. */
interface Placed {
  readonly start: number;
  readonly quote: string;
}

/** A turn of this speaker's begins here; `end` is where the opening ends that names them. */
export interface TurnCorrection extends Placed {
  readonly type: "turn";
  readonly end?: number | undefined;
  readonly speaker: string;
  /** What is absent is what the record tells of a speaker of that name elsewhere; null is nothing. */
  readonly honorific?: string | null | undefined;
  readonly role?: string | null | undefined;
  readonly organization?: string | null | undefined;
}

/** The passage is a recommendation, or is none. */
export interface KindCorrection extends Placed {
  readonly type: "kind";
  /** Tells an item from the block that it begins together with; the block is meant where it is absent. */
  readonly end?: number | undefined;
  readonly kind: "recommendation" | "key-point";
}

/** These names, as they are read, are one speaker's. */
export interface SamePersonCorrection {
  readonly type: "same-person";
  readonly names: readonly string[];
  readonly name: string;
}

/** What the record is; null where it is not known, absent where it is read right. */
export interface MetadataCorrection {
  readonly type: "metadata";
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
  readonly sessionDate?: string | null | undefined;
  readonly documentDate?: string | null | undefined;
  readonly language?: Language | undefined;
}

/** One thing that was read wrongly, and what it is. */
export type Correction = TurnCorrection | KindCorrection | SamePersonCorrection | MetadataCorrection | BlockCorrection;

/** The block is nobody's words and ends the turn before; is a heading; is none. */
type BlockCorrection = {
  readonly [Type in "nobody" | "heading" | "not-heading"]: Placed & { readonly type: Type };
}["nobody" | "heading" | "not-heading"];

export type PlacedCorrection = Extract<Correction, Placed>;

export function isPlaced(correction: Correction): correction is PlacedCorrection {
  return "start" in correction;
}

/** The correction is made for this very text: its words stand at its place. */
export function fitsSource(correction: Correction, source: string): boolean {
  if (!isPlaced(correction)) return true;
  const { start, quote } = correction;
  const end = "end" in correction ? correction.end : undefined;
  // Half a character outside the basic plane is no place.
  const isInside = /^[\udc00-\udfff]$/.test(source.charAt(start)) && /^[\ud800-\udbff]$/.test(source.charAt(start - 1));
  return !isInside && source.startsWith(quote, start) && (end === undefined || (end > start && end <= source.length));
}

/**
 * The corrections that can be made to this text, in their order: those that fit, and those whose words have moved and
 * stand at one place only, there. Of a text that has changed the others are left out.
 */
export function fitCorrections(corrections: readonly Correction[], source: string): readonly Correction[] {
  return corrections.flatMap((correction) => moveTo(source, correction) ?? []);
}

function moveTo(source: string, correction: Correction): Correction | null {
  if (!isPlaced(correction) || fitsSource(correction, source)) return correction;
  const { start, quote } = correction;
  const found = source.indexOf(quote);
  if (found === -1 || source.indexOf(quote, found + 1) !== -1) return null;
  const moved = { ...correction, start: found };
  if (!("end" in moved) || moved.end === undefined) return moved;
  return { ...moved, end: Math.min(source.length, moved.end + found - start) };
}

/** Digits that tell one overlay of a record from another. */
const digestDigits = 8;

/** Names a reading: the reader's version, and a hash of the corrections where there are any ("11+4be1c0de"). */
export function nameReading(readerVersion: string, corrections: readonly Correction[]): string {
  if (corrections.length === 0) return readerVersion;
  const written = corrections.map((correction) => JSON.stringify(correction, Object.keys(correction).sort()));
  return `${readerVersion}+${createHash("sha256").update(written.join("\n")).digest("hex").slice(0, digestDigits)}`;
}

/** The fields that are corrected, and no others. */
type CorrectedMetadata = {
  readonly [Field in keyof Omit<MetadataCorrection, "type">]?: Told<MetadataCorrection[Field]>;
};
type Told<Value> = Exclude<Value, undefined>;

/** What is known of the record itself: of two corrections of one field the later one holds. */
export function correctedMetadata(corrections: readonly Correction[]): CorrectedMetadata {
  const fields: Record<string, unknown> = {};
  for (const correction of corrections) {
    if (correction.type !== "metadata") continue;
    const { type: _, ...given } = correction;
    for (const [field, value] of Object.entries(given)) if (value !== undefined) fields[field] = value;
  }
  // Each field holds what a correction of that field holds.
  return fields as CorrectedMetadata;
}
