import type { DocumentDetail } from "../../server/document-protocol.ts";
import { usePage } from "../page.ts";
import { documentPath, libraryPath } from "../routes.ts";
import type { LayeredSpan } from "../text/runs.ts";
import { Link } from "./link.tsx";
import { type Light, MarkedText } from "./marked-text.tsx";
import { memo } from "./memo.ts";
import type { Match } from "./source-find.ts";

export interface Block {
  readonly passage: DocumentDetail["sections"][number]["passages"][number];
  /** Number of the section that begins here; null within one. */
  readonly sectionStart: number | null;
}

export interface SourceParagraphProps {
  readonly block: Block;
  readonly documentId: string;
  readonly revision: string;
  readonly language: string;
  readonly lit: readonly LayeredSpan<Light>[];
  readonly found: readonly LayeredSpan<Light>[];
  readonly current: Match | null;
  readonly translationLanguage: string | null;
}

/** One paragraph with its number, which is its permanent link, and its translation where one is shown. */
export const SourceParagraph = memo(function SourceParagraph(props: SourceParagraphProps) {
  const { strings, navigation } = usePage();
  const { block, documentId, revision, language, lit, found, current, translationLanguage } = props;
  const { passage, sectionStart } = block;
  const spans = [...lit, ...found, ...(current === null ? [] : [{ ...current, layer: "found-current" as const }])];
  const place = { paragraph: passage.paragraph, item: null };
  const path = documentPath(documentId, revision, place);
  const translation = passage.translations.find((candidate) => candidate.language === translationLanguage);
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    navigation.openSource({ documentId, revision, place, turnId: null, citationIndex: null });
  };
  return (
    <div
      id={`p${passage.paragraph}`}
      class="source-paragraph"
      data-kind={passage.kind}
      data-section-start={sectionStart ?? undefined}
      data-lit={lit.length > 0}
      tabIndex={-1}
    >
      <a
        class="source-number"
        href={path}
        aria-label={strings.source.permalink(`${passage.paragraph}`)}
        onClick={follow}
      >
        {passage.paragraph}
      </a>
      <p class="source-original verbatim" lang={language} dir="auto">
        <MarkedText text={passage.text} base={passage.start} spans={spans} markup={passage.markup} />
      </p>
      {translation !== undefined && (
        <p class="source-translation verbatim" lang={translation.language} dir="auto">
          {translation.text}
        </p>
      )}
      {lit.length > 0 && (
        <p class="source-mend">
          <Link path={libraryPath({ name: "reading", documentId, paragraph: passage.paragraph })}>
            {strings.source.wrongSpeaker}
          </Link>
        </p>
      )}
    </div>
  );
});
