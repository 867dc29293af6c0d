import { useState } from "preact/hooks";
import type { Citation } from "../../server/protocol.ts";
import type { Turn } from "../conversation.ts";
import { languageName, paragraphMark } from "../formats.ts";
import { usePage } from "../page.ts";
import { documentPath } from "../routes.ts";
import { formalCitation } from "../takeaway/formal-citation.ts";
import { answeringSpans } from "../text/verification.ts";
import { openCitation } from "./citation-walk.ts";
import { CopyCitation } from "./copy-citation.tsx";
import { Link } from "./link.tsx";
import { MarkedText } from "./marked-text.tsx";
import { memo } from "./memo.ts";
import { citationLinkId } from "./return-of-focus.ts";

export interface EvidencePassageProps {
  readonly turn: Turn;
  readonly citation: Citation;
  readonly index: number;
  readonly open: boolean;
}

/** A whole passage, never cut, with the part that answers marked. */
export const EvidencePassage = memo(function EvidencePassage({ turn, citation, index, open }: EvidencePassageProps) {
  const { strings, navigation, language } = usePage();
  const mark = paragraphMark(citation.paragraph, citation.item);
  const path = documentPath(citation.documentId, citation.revision, {
    paragraph: citation.paragraph,
    item: citation.item,
  });
  const spans = answeringSpans(citation).map((span) => ({ ...span, layer: "answering" as const }));
  return (
    <li class="passage" data-open={open} data-kind={citation.kind}>
      <Link
        id={citationLinkId(turn.id, index)}
        class="passage-number"
        path={path}
        follow={() => openCitation(navigation, turn, index)}
        aria-label={strings.evidence.open(citation.number, mark)}
        aria-current={open ? "true" : undefined}
      >
        {citation.number}
      </Link>
      <div class="passage-body">
        <blockquote class="quote verbatim" lang={citation.language} dir="auto" cite={navigation.top + path}>
          <MarkedText text={citation.quote} base={citation.start} spans={spans} markup={citation.markup} />
        </blockquote>
        <Translation citation={citation} />
        {citation.attribution?.doubtful === true && (
          <p class="passage-doubt" data-doubt>
            {strings.evidence.doubtfulSpeaker}
          </p>
        )}
        <p class="print-only">{formalCitation(citation, { language, strings, origin: navigation.top })}</p>
        <p class="passage-place">
          <span class="passage-paragraph">
            {mark}
            {citation.ocr && " OCR"}
          </span>
          {(citation.kind === "recommendation" || citation.kind === "key-point") && (
            <span title={strings.evidence.classification}>{strings.kinds[citation.kind]}</span>
          )}
          <CopyCitation citation={citation} />
        </p>
      </div>
    </li>
  );
});

/** Shown at once to a reader of its language, and on request to others. */
function Translation({ citation }: { readonly citation: Citation }) {
  const { strings, language } = usePage();
  const { translation } = citation;
  const [shown, setShown] = useState<boolean | null>(null);
  if (translation === null) return null;
  const { highlight } = translation;
  const lit = highlight ? [{ ...highlight, layer: "answering" as const }] : [];
  const visible = shown ?? translation.language === language;
  const name = languageName(translation.language, language);
  const label = translation.official ? strings.evidence.officialTranslation : strings.evidence.unofficialTranslation;
  return (
    <div class="translation">
      {visible && (
        <p class="verbatim" lang={translation.language} dir="auto">
          <MarkedText text={translation.text} base={0} spans={lit} />
        </p>
      )}
      <p class="translation-label">
        {visible && `${label} (${name}). `}
        <button type="button" class="button-quiet" aria-expanded={visible} onClick={() => setShown(!visible)}>
          {visible ? strings.evidence.hideTranslation : strings.evidence.showTranslation(name)}
        </button>
      </p>
    </div>
  );
}
