import type {
  CorrectionInput,
  CorrectionList,
  CorrectionsReport,
  KeptCorrection,
} from "../../server/corrections-protocol.ts";
import type { RecordAudit } from "../../server/ingest-protocol.ts";
import type { Problem } from "../../server/protocol.ts";
import type { FixtureDocument } from "./record-fixture.ts";
import { fixtureAudit, summaryOf } from "./record-intake.ts";

/** The corrections of the fake server: kept in memory by record, applied paragraph by paragraph. */
export interface FakeCorrections {
  /** The record as it reads with its corrections. */
  apply(document: FixtureDocument): FixtureDocument;
  list(document: FixtureDocument): CorrectionList;
  /** Of the record as it reads with its corrections. */
  audit(document: FixtureDocument): RecordAudit;
  add(document: FixtureDocument, corrections: readonly CorrectionInput[]): CorrectionsReport | Problem;
  /** Undoes one, or all where no id is given; null where there is no such correction. */
  undo(document: FixtureDocument, id: string | null): CorrectionsReport | null;
}

type Sections = FixtureDocument["detail"]["sections"];
type Section = Sections[number];
type Kept = Omit<KeptCorrection, "applied">;

const nobody = {
  speaker: null,
  honorific: null,
  role: null,
  organization: null,
  affiliation: null,
  country: null,
} as const;

export function createFakeCorrections(): FakeCorrections {
  const kept = new Map<string, readonly Kept[]>();
  let made = 0;
  const of = ({ detail }: FixtureDocument) => kept.get(detail.id) ?? [];
  const readingOf = (document: FixtureDocument) => {
    const ids = of(document).map(({ id }) => id.replace(/\D/g, ""));
    return ids.length === 0 ? "11" : `11+${ids.join("").padStart(8, "0").slice(-8)}`;
  };
  const apply = (document: FixtureDocument): FixtureDocument => {
    if (of(document).length === 0) return { ...document, detail: { ...document.detail, reading: "11" } };
    const corrected = of(document).reduce((before, { correction }) => correct(before, correction), document);
    const { detail } = corrected;
    const own = {
      reading: readingOf(document),
      speakers: [...new Set(detail.sections.flatMap(({ speaker }) => speaker ?? []))],
      sectionCount: detail.sections.filter(({ speaker }) => speaker !== null).length,
    };
    return { ...corrected, detail: { ...detail, ...own } };
  };
  const list = (document: FixtureDocument): CorrectionList => ({
    reading: readingOf(document),
    corrections: of(document).map((each) => ({ ...each, applied: true })),
  });
  /** Doubts at places that were corrected are settled. */
  const audit = (document: FixtureDocument): RecordAudit => {
    const made = fixtureAudit(apply(document));
    const settled = of(document).flatMap(({ correction }) => ("start" in correction ? [correction.start] : []));
    const doubts = made.doubts.filter((doubt) => !settled.some((start) => holds(doubt, start)));
    return { ...made, doubts };
  };
  const report = (document: FixtureDocument): CorrectionsReport => {
    const corrected = apply(document);
    return { ...list(document), audit: audit(document), document: summaryOf(corrected) };
  };
  return {
    apply,
    list,
    audit,
    add: (document, corrections) => {
      const errors = corrections.flatMap((correction, index) => {
        const fits = !("start" in correction) || document.text.startsWith(correction.quote, correction.start);
        const message = "The record does not have these words at this place.";
        return fits ? [] : [{ path: `corrections[${index}].quote`, message }];
      });
      if (errors.length > 0) {
        const detail = "Correct what “errors” names, and send all of them again.";
        return {
          type: "/problems/unfitting-correction",
          title: "The correction does not fit",
          status: 422,
          detail,
          errors,
        };
      }
      const added = corrections.map((correction): Kept => {
        made += 1;
        return { id: `correction-${made}`, createdAt: new Date(0).toISOString(), correction };
      });
      kept.set(document.detail.id, [...of(document), ...added]);
      return report(document);
    },
    undo: (document, id) => {
      const rest = id === null ? [] : of(document).filter((each) => each.id !== id);
      if (id !== null && rest.length === of(document).length) return null;
      kept.set(document.detail.id, rest);
      return report(document);
    },
  };
}

function correct(document: FixtureDocument, correction: CorrectionInput): FixtureDocument {
  const { detail } = document;
  const withSections = (sections: Sections) => ({
    ...document,
    detail: { ...detail, sections: sections.map((section, number) => ({ ...section, number })) },
  });
  const withKind = (kind: Section["passages"][number]["kind"], start: number, end?: number) =>
    withSections(
      detail.sections.map((section) => ({
        ...section,
        passages: section.passages.map((passage) => (isMeant(passage, start, end) ? { ...passage, kind } : passage)),
      })),
    );
  switch (correction.type) {
    case "turn": {
      const { speaker, honorific = null, role = null, organization = null } = correction;
      return withSections(
        begin(detail.sections, correction.start, { ...nobody, speaker, honorific, role, organization }),
      );
    }
    case "nobody":
      return withSections(begin(detail.sections, correction.start, nobody));
    case "same-person":
      return withSections(
        detail.sections.map((section) => ({
          ...section,
          speaker: correction.names.includes(section.speaker ?? "") ? correction.name : section.speaker,
        })),
      );
    case "heading":
      return withKind("heading", correction.start);
    case "not-heading":
      return withKind("key-point", correction.start);
    case "kind":
      return withKind(correction.kind, correction.start, correction.end);
    case "metadata": {
      const { type: _, ...given } = correction;
      const told = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      return { ...document, detail: { ...detail, ...told } };
    }
  }
}

/** With an end, that very passage; else the paragraph, its items included. */
function isMeant(passage: { readonly start: number; readonly end: number }, start: number, end: number | undefined) {
  return end === undefined ? holds(passage, start) : passage.start === start && passage.end === end;
}

function holds({ start, end }: { readonly start: number; readonly end: number }, offset: number): boolean {
  return start <= offset && offset < end;
}

/** A section of its own from the paragraph at the offset to the end of the section that it was in. */
function begin(sections: Sections, offset: number, speaker: Omit<Section, "passages" | "number" | "topic">): Sections {
  return sections.flatMap((section) => {
    const at = section.passages.findIndex((passage) => holds(passage, offset));
    if (at < 0) return [section];
    const own = { ...section, ...speaker, passages: section.passages.slice(at) };
    return at === 0 ? [own] : [{ ...section, passages: section.passages.slice(0, at) }, own];
  });
}
