import type { Document, Section } from "../../../corpus/document.ts";
import type { Citation } from "../../protocol.ts";

/**
 * How often the words that the reader gives to somebody are theirs, on 20 records in as many layouts that it met for the
 * first time (test/fixtures/files-strangers-b): .92 where it could tell nearly every turn, .83 where it left one section
 * in ten or more to nobody.
 */
const share = { told: 0.92, doubtful: 0.83 } as const;
const doubtfulRecord = 0.1;

function isOftenDoubtful({ sections }: Document): boolean {
  return sections.filter(({ doubtful }) => doubtful === true).length >= doubtfulRecord * sections.length;
}

/** How surely a passage's words are its speaker's; confidence is null where nobody is named. */
export function attributionOf(document: Document, section: Section): NonNullable<Citation["attribution"]> {
  const isNamed = section.speaker !== null || section.organization !== null;
  const confidence = isOftenDoubtful(document) ? share.doubtful : share.told;
  return { confidence: isNamed ? confidence : null, doubtful: section.doubtful === true };
}
