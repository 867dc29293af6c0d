import type { Audit } from "../../corpus/audit.ts";
import type { Document, Section } from "../../corpus/document.ts";
import type { FileNote } from "../../corpus/formats/file-format.ts";
import type { RecordAudit } from "../ingest-protocol.ts";

/** The audit as the interface shows it: with the text of what could not be attributed, not its ids alone. */
export function describeAudit(audit: Audit, document: Document, notes: readonly FileNote[] = []): RecordAudit {
  const unattributed = new Set(audit.unattributed);
  const passages = document.sections.flatMap((section) => section.passages);
  const topics = new Map(document.sections.map(({ number, topic }) => [number, topic]));
  return {
    nonSpaceCharacters: audit.characters.source,
    inPassages: audit.characters.passages,
    excluded: audit.characters.excluded,
    unaccounted: audit.lost.map(({ start, end, text }) => ({ start, end, text })),
    unattributed: passages
      .filter(({ id }) => unattributed.has(id))
      .map(({ paragraph, start, end, text }) => ({ paragraph, start, end, text })),
    sections: audit.sections.map((section) => ({ ...section, topic: topics.get(section.number) ?? null })),
    doubts: document.sections.flatMap(describeDoubt),
    speakerCount: listSpeakers(document).length,
    notes: [
      ...notes.map(({ code, count, pages }) => ({ code, count: count ?? null, ...(pages && { pages: [...pages] }) })),
      ...describePairsInDoubt(document),
    ],
    kinds: { ...audit.passages },
    exclusions: { ...audit.exclusions },
  };
}

/** Where a doubtful section begins; none for any other. */
function describeDoubt({ doubtful, number, passages: [first] }: Section): RecordAudit["doubts"] {
  if (doubtful !== true || first === undefined) return [];
  const { paragraph, start, end, text } = first;
  return [{ section: number, paragraph, start, end, text }];
}

/** Passages whose translation is that of a paragraph which corrections have divided. */
function describePairsInDoubt({ translations }: Document): RecordAudit["notes"] {
  const count = translations.reduce((sum, { doubtful }) => sum + (doubtful?.size ?? 0), 0);
  return count === 0 ? [] : [{ code: "translation-pairs-in-doubt", count }];
}

/** Who speaks, each once, in order; a delegation, body or office where no person is named. */
export function listSpeakers({ sections }: Document): readonly string[] {
  return [...new Set(sections.flatMap(({ speaker, organization }) => speaker ?? organization ?? []))];
}
