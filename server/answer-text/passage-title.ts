import type { Citation } from "../protocol.ts";
import { describePlace, describeSpeaker, type Spoken } from "./citation-text.ts";

/** Who, in which record, at which paragraph: in one line, to be told from other passages at a glance. */
export function titlePassage(passage: Spoken & Pick<Citation, "documentTitle" | "paragraph" | "item">): string {
  const speaker = describeSpeaker(passage, "");
  const parts = [...(speaker === "" ? [] : [speaker]), passage.documentTitle];
  return `${parts.join(" — ")}, ${describePlace(passage)}`;
}
