import { type Audit, auditDocument } from "./audit.ts";
import { type Correction, correctedMetadata, fitCorrections, nameReading } from "./corrections/correction.ts";
import { nobodysStarts, placeCorrections } from "./corrections/outline-corrections.ts";
import { correctSections } from "./corrections/section-corrections.ts";
import { type CountryLexicon, openCountryLexicon, rememberMentions } from "./countries.ts";
import type { Document, Exclusion, Language } from "./document.ts";
import { createMarkdownExtractor } from "./extraction/markdown.ts";
import { createPlainTextExtractor } from "./extraction/plain-text.ts";
import { revisionOf } from "./extraction/source.ts";
import { createStructuredExtractor } from "./extraction/structured.ts";
import type { RecordStructure } from "./formats/record-structure.ts";
import { createKindClassifier } from "./reading/kinds.ts";
import { detectLanguage } from "./reading/language.ts";
import { deriveMetadata, type RecordMetadata } from "./reading/metadata.ts";
import { composeSections } from "./reading/passages.ts";
import { withoutFillers } from "./structure/fillers.ts";
import { withoutLineNumbers } from "./structure/line-numbers.ts";
import { isLogged, loggedDate } from "./structure/logged-messages.ts";
import { splitNarrated } from "./structure/narrated-turns.ts";
import { type Outline, outlineRecord } from "./structure/outline.ts";
import { isAside } from "./structure/proceedings.ts";
import { splitTurns } from "./structure/split-turns.ts";
import { expandStatementTables } from "./structure/statement-tables.ts";
import type { RecordFormat, TextBlock, TextExtractor } from "./text-extractor.ts";

/** Blocks. */
const LONGEST_INTRODUCTION = 2;
const LONGEST_OPENING = 14;

/** Changes whenever the same source would be divided, classified or attributed otherwise, so that indexes are rebuilt. */
export const readerVersion = "16";

export interface RecordInput {
  /** Opened once for many records; the reader opens its own where none is given. */
  readonly countries?: CountryLexicon;
  readonly id: string;
  /** As `decodeSource` gives it. */
  readonly source: string;
  readonly format: RecordFormat;
  /** Of a "structured" source, as its file's format told it. */
  readonly structure?: RecordStructure | null;
  /** Where the pages of the source's file begin in it, in order. */
  readonly pages?: readonly number[] | null;
  /** What is known of the record from elsewhere; it stands over what the record's own title block tells. */
  readonly metadata?: Partial<RecordMetadata> & { readonly language?: Language };
  /** What people have said of the reading, in their order: it stands over all else. */
  readonly corrections?: readonly Correction[];
}

export interface ReadRecord {
  readonly document: Document;
  readonly audit: Audit;
}

function extractorOf({ format, structure }: RecordInput): TextExtractor {
  if (format === "markdown") return createMarkdownExtractor();
  // Text without its structure is still text.
  return format === "text" || structure == null ? createPlainTextExtractor() : createStructuredExtractor(structure);
}

/**
 * Reads one session record: its blocks, the speakers' parts that they belong to, the items enumerated inside them, what
 * is recommended, and what the title block says. Deterministic; never throws on any text.
 */
export function readRecord(input: RecordInput): ReadRecord {
  const { id, source } = input;
  const countries = rememberMentions(input.countries ?? openCountryLexicon());
  const extracted = extractorOf(input).extract(source);
  const tables = expandStatementTables(extracted.blocks, source);
  const numbered = withoutLineNumbers(tables.blocks, source);
  const fenced = withoutFillers(splitTurns(numbered.blocks, source), source);
  const corrections = fitCorrections(input.corrections ?? [], source);
  const { exclusions } = extracted;
  const blocks = splitNarrated(fenced.blocks, source, countries);
  const corrected = placeCorrections(blocks, corrections, { source, exclusions });
  const outline = outlineRecord(corrected, countries);
  const told = correctedMetadata(corrections);
  const language =
    told.language ?? input.metadata?.language ?? detectLanguage(extracted.blocks.map((block) => block.text).join("\n"));
  const classifier = createKindClassifier(language, countries);
  const { sections, itemMarks } = composeSections(outline, {
    id,
    source,
    language,
    classifier,
    exclusions,
    pages: input.pages ?? null,
    recognizedPages: input.structure?.recognizedPages ?? [],
  });
  const derived = deriveMetadata(
    outline.frontMatter,
    introductionOf(outline),
    outline.closing,
    countries,
    openingOf(outline),
  );
  const sessionDate = derived.sessionDate ?? loggedDate(blocks);
  const metadata = { ...derived, sessionDate, ...withoutUndefined(input.metadata), ...told };
  const document: Document = {
    id,
    title: titleOf(metadata.title) ?? firstWords(untitled(extracted.blocks, outline)) ?? id,
    body: metadata.body,
    sessionDate: metadata.sessionDate,
    documentDate: metadata.documentDate,
    language,
    symbol: metadata.symbol,
    revision: revisionOf(source),
    source,
    reading: nameReading(readerVersion, input.corrections ?? []),
    sections: correctSections(sections, corrections, source),
    exclusions: mergeExclusions(exclusions, [
      ...tables.exclusions,
      ...numbered.exclusions,
      ...fenced.exclusions,
      ...itemMarks,
    ]),
    translations: [],
  };
  return { document, audit: auditDocument(document, nobodysStarts(corrected)) };
}

/** What a record without a title is called by: its first words, unless they are somebody's. */
function untitled(blocks: readonly TextBlock[], { sections }: Outline): string | undefined {
  // A line in small letters is a note of whatever made the file.
  const first = blocks.find((block) => !isAside(block) && !/^\p{Ll}/u.test(block.text));
  const isSaid = sections.some(
    ({ speaker, passages }) =>
      speaker !== null && passages.some(({ role, blocks: said }) => role === "body" && said[0]?.start === first?.start),
  );
  return isSaid || isLogged(first) ? undefined : first?.text;
}

/** What may date the session besides the title block: the paragraph or two that open the record before anybody speaks. */
function introductionOf({ sections }: Outline): readonly TextBlock[] {
  const blocks: TextBlock[] = [];
  for (const { speaker, passages } of sections) {
    const told = passages.filter(({ role }) => role === "body").flatMap((passage) => passage.blocks);
    // A name with nothing said below it is one of those present.
    if (speaker !== null && told.length > 0) break;
    blocks.push(...told);
    if (blocks.length > 0) break;
  }
  return blocks.length <= LONGEST_INTRODUCTION ? blocks : [];
}

/** The first blocks of the record, whatever they were taken for, up to the first person or office that says something. */
function openingOf({ frontMatter, sections, partHeadings }: Outline): readonly TextBlock[] {
  const blocks = [...frontMatter];
  for (const { speaker, passages } of sections) {
    const isSaid = passages.some(({ role }) => role === "body");
    if (speaker !== null && isSaid && (speaker.isPerson === true || speaker.role !== null)) break;
    blocks.push(...passages.flatMap((passage) => passage.blocks).filter((block) => !partHeadings.has(block)));
    if (blocks.length >= LONGEST_OPENING) break;
  }
  return blocks.slice(0, LONGEST_OPENING);
}

function withoutUndefined(metadata: RecordInput["metadata"]): Partial<RecordMetadata> {
  const { language: _, ...given } = metadata ?? {};
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** What is longer is no title, but text that stands where one would. */
const LONGEST_TITLE = 500;

function titleOf(title: string | null): string | null {
  return title !== null && title.length > LONGEST_TITLE ? firstWords(title) : title;
}

function firstWords(text: string | undefined): string | null {
  if (text === undefined || text === "") return null;
  if (text.length <= 120) return text;
  const space = text.lastIndexOf(" ", 110);
  return `${text.slice(0, space > 0 ? space : 110).trimEnd()}…`;
}

function mergeExclusions(extracted: readonly Exclusion[], marks: readonly Exclusion[]): Exclusion[] {
  return [...extracted, ...marks].sort((a, b) => a.start - b.start || a.end - b.end);
}
