import type { Citation } from "../protocol.ts";
import { describePlace, describeSpeaker } from "./citation-text.ts";

/** Who, in which record, at which paragraph: in one line, to be told from other passages at a glance. */
export function titlePassage(citation: Citation): string {
  const speaker = describeSpeaker(citation, "");
  const parts = [...(speaker === "" ? [] : [speaker]), citation.documentTitle];
  return `${parts.join(" — ")}, ${describePlace(citation)}`;
}
