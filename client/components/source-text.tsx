import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { DocumentDetail } from "../../server/document-protocol.ts";
import type { Citation } from "../../server/protocol.ts";
import { languageName } from "../formats.ts";
import { usePage } from "../page.ts";
import type { Place, SourceDocument } from "../state.ts";
import type { LayeredSpan } from "../text/runs.ts";
import { answeringSpans } from "../text/verification.ts";
import type { Light } from "./marked-text.tsx";
import { largePartsPace, useMountedCount } from "./mounting.ts";
import type { Match } from "./source-find.ts";
import { type Block, SourceParagraph } from "./source-paragraph.tsx";

type FoundSpans = ReadonlyMap<string, readonly LayeredSpan<Light>[]>;

export interface SourceTextProps {
  readonly document: SourceDocument;
  readonly lit: { readonly citation: Citation | null; readonly place: Place } | null;
  /** Grows when the reader asks to be taken to the lit place. */
  readonly visit: number;
  readonly found: FoundSpans;
  /** The text that `found` was found for. */
  readonly sought: string;
  readonly currentMatch: Match | null;
  /** Language of the translation that stands beside the original; null for none. */
  readonly translationLanguage: string | null;
}

interface Chunk {
  readonly key: string;
  readonly blocks: readonly Block[];
  /** About how tall the chunk will be, so that the scroll bar tells the truth before it is drawn. */
  readonly estimatePx: number;
}

const blocksPerChunk = 20;
const noSpans: readonly LayeredSpan<Light>[] = [];

/** The whole document, paragraph by paragraph, with what is lit and what was found. */
export function SourceText(props: SourceTextProps) {
  const { document, lit, visit, found, sought, currentMatch, translationLanguage } = props;
  const { detail } = document;
  const chunks = useMemo(() => chunksOf(detail), [detail]);
  const mounted = useMountedCount(detail.id, chunks.length, largePartsPace);
  const foundShown = useFoundShown(sought, found, chunks.length);
  const root = useRef<HTMLDivElement>(null);
  const litParagraph = lit?.place.paragraph ?? null;
  const litSpans = useMemo(
    () => (lit === null ? noSpans : spansOf(lit.citation, lit.place, detail)),
    [lit?.citation, litParagraph, lit?.place.item, detail],
  );
  useVisit({ root, paragraph: litParagraph, visit, translationLanguage });
  useMatchInView(root, currentMatch);
  const official = translationLanguage === null ? null : isOfficial(detail, translationLanguage);

  return (
    <div class={translationLanguage === null ? "source-text" : "source-text side-by-side"} ref={root}>
      <ColumnHeadings original={detail.language} translation={translationLanguage} official={official} />
      {chunks.map((chunk, index) => {
        const holdsMatch = chunk.blocks.some(({ passage }) => passage.id === currentMatch?.passageId);
        const needed =
          index < mounted || holdsMatch || chunk.blocks.some(({ passage }) => passage.paragraph === litParagraph);
        const foundHere = foundShown(index, holdsMatch);
        return (
          <div
            key={chunk.key}
            class="source-chunk"
            style={
              needed ? { containIntrinsicSize: `auto ${chunk.estimatePx}px` } : { height: `${chunk.estimatePx}px` }
            }
          >
            {needed &&
              chunk.blocks.map((block) => (
                <SourceParagraph
                  key={block.passage.id}
                  block={block}
                  documentId={detail.id}
                  revision={detail.revision}
                  language={detail.language}
                  lit={block.passage.paragraph === litParagraph ? litSpans : noSpans}
                  found={foundHere?.get(block.passage.id) ?? noSpans}
                  current={currentMatch?.passageId === block.passage.id ? currentMatch : null}
                  translationLanguage={translationLanguage}
                />
              ))}
          </div>
        );
      })}
    </div>
  );
}

/**
 * What is lit as found in each chunk. A search that matches everywhere is drawn chunk by chunk between frames; until
 * its turn a chunk shows what was found before.
 */
function useFoundShown(sought: string, found: FoundSpans, chunkCount: number) {
  const shown = useRef<(FoundSpans | undefined)[]>([]);
  const drawn = useMountedCount(sought, chunkCount, largePartsPace);
  return (index: number, holdsMatch: boolean): FoundSpans | undefined => {
    if (index < drawn || holdsMatch) shown.current[index] = found;
    return shown.current[index];
  };
}

interface ColumnHeadingsProps {
  readonly original: string;
  readonly translation: string | null;
  readonly official: boolean | null;
}

function ColumnHeadings({ original, translation, official }: ColumnHeadingsProps) {
  const { strings, language } = usePage();
  return (
    <div class="source-columns" aria-hidden={translation === null ? undefined : "false"}>
      <p class="overline">{strings.source.authoritative(languageName(original, language))}</p>
      {translation !== null && (
        <p class="overline" data-official={official}>
          {(official === true ? strings.source.official : strings.source.unofficial)(
            languageName(translation, language),
          )}
        </p>
      )}
    </div>
  );
}

function chunksOf(document: DocumentDetail): readonly Chunk[] {
  const blocks = document.sections.flatMap((section) =>
    section.passages
      .filter((passage) => passage.parentId === null)
      .map((passage, index): Block => ({ passage, sectionStart: index === 0 ? section.number : null })),
  );
  const chunks: Chunk[] = [];
  for (let start = 0; start < blocks.length; start += blocksPerChunk) {
    const part = blocks.slice(start, start + blocksPerChunk);
    // About 60 characters a line of 29 px, and the distance between paragraphs.
    const estimatePx = part.reduce((sum, { passage }) => sum + Math.ceil(passage.text.length / 60) * 29 + 20, 0);
    chunks.push({ key: part[0]?.passage.id ?? `${start}`, blocks: part, estimatePx });
  }
  return chunks;
}

/** Pale for the cited passage, dark for the part that answers; an address without a citation lights its passage. */
function spansOf(citation: Citation | null, place: Place, document: DocumentDetail): readonly LayeredSpan<Light>[] {
  if (citation !== null) {
    const answering = answeringSpans(citation).map((span) => ({ ...span, layer: "answering" as const }));
    return [{ start: citation.start, end: citation.end, layer: "cited" }, ...answering];
  }
  const inParagraph = document.sections
    .flatMap((section) => section.passages)
    .filter((candidate) => candidate.paragraph === place.paragraph);
  // An item that the paragraph does not have lights the paragraph.
  const passage = inParagraph.find((candidate) => candidate.item === place.item) ?? inParagraph[0];
  return passage === undefined ? noSpans : [{ start: passage.start, end: passage.end, layer: "cited" }];
}

function isOfficial(document: DocumentDetail, language: string): boolean {
  const translations = document.sections.flatMap((section) =>
    section.passages.flatMap((passage) => passage.translations.filter((text) => text.language === language)),
  );
  return translations.length > 0 && translations.every((translation) => translation.official);
}

interface Visit extends Pick<SourceTextProps, "visit" | "translationLanguage"> {
  readonly root: { current: HTMLDivElement | null };
  readonly paragraph: number | null;
}

/** Takes the reader, and the focus, to the lit paragraph; to the title where none is lit. */
function useVisit({ root, paragraph, visit, translationLanguage }: Visit): void {
  const visited = useRef<number | null>(null);
  useEffect(() => {
    const pane = root.current?.closest(".pane");
    const target =
      paragraph === null
        ? pane?.querySelector<HTMLElement>(".source-title")
        : root.current?.querySelector<HTMLElement>(`#p${paragraph}`);
    if (target == null) return;
    // Another text beside it moves the place, and the reader with it; the focus stays where it is.
    if (visited.current !== visit) target.focus({ preventScroll: true });
    else if (paragraph === null) return;
    visited.current = visit;
    const show = () => (target.querySelector("mark") ?? target).scrollIntoView({ block: "center" });
    show();
    // Parts that were estimated until now take their true height in the next frame.
    const frame = requestAnimationFrame(show);
    return () => cancelAnimationFrame(frame);
  }, [visit, translationLanguage]);
}

function useMatchInView(root: { current: HTMLDivElement | null }, match: Match | null): void {
  useLayoutEffect(() => {
    if (match === null) return;
    root.current?.querySelector(".lit-found-current")?.scrollIntoView({ block: "center" });
  }, [match]);
}
