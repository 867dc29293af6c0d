import type { Citation } from "../../server/protocol.ts";
import type { SourceDocument } from "../state.ts";

export type Verification = "verified" | "other-revision" | "not-in-source";

/** Checks the invariant of a citation, `source.slice(start, end) === quote`, before anything is lit. */
export function verifyCitation(citation: Citation, source: SourceDocument): Verification {
  if (source.detail.revision !== citation.revision) return "other-revision";
  return source.text.slice(citation.start, citation.end) === citation.quote ? "verified" : "not-in-source";
}

/** The answering parts of a citation that lie within its quote; none when the whole passage answers. */
export function answeringSpans(citation: Citation): readonly { readonly start: number; readonly end: number }[] {
  const spans = citation.highlight === null ? citation.highlights : [citation.highlight, ...citation.highlights];
  return spans.filter((span) => span.start >= citation.start && span.end <= citation.end && span.start < span.end);
}
