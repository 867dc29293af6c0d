import type { Citation } from "../protocol.ts";

/** What an address of a passage is made of. */
export type Cited = Pick<Citation, "documentId" | "revision" | "paragraph" | "item" | "start" | "end">;

/** Parentheses would end a Markdown link, and an address may hold them. */
const encode = (part: string): string =>
  encodeURIComponent(part).replaceAll("%3A", ":").replaceAll("(", "%28").replaceAll(")", "%29");

const recordPath = ({ documentId, revision }: Cited): string => `/d/${encode(documentId)}@${encode(revision)}`;

/** Where a person reads the passage: the page of its record in this revision, opened at its paragraph. */
export function permalinkPath(cited: Cited): string {
  const place = cited.item === null ? `p${cited.paragraph}` : `p${cited.paragraph}.${cited.item}`;
  return `${recordPath(cited)}#${place}`;
}

/** The same for a program: the record as JSON, with the place of the passage under whatever reading is held. */
export function twinPath(cited: Cited): string {
  return `${recordPath(cited)}.json?start=${cited.start}&end=${cited.end}`;
}

/** @param base What addresses of this server begin with, with or without a slash at its end; empty for relative ones. */
export function withBase(base: string, path: string): string {
  return `${base.endsWith("/") ? base.slice(0, -1) : base}${path}`;
}
