import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { DocumentDetail } from "../../../../server/document-protocol.ts";
import type { RecordAudit } from "../../../../server/ingest-protocol.ts";
import { paragraphMark } from "../../../formats.ts";
import {
  firstWindow,
  type Paragraph,
  type ParagraphSection,
  paragraphSections,
  paragraphsPerWindow,
} from "../../../library/paragraphs.ts";
import { usePage } from "../../../page.ts";
import { documentPath } from "../../../routes.ts";
import { Link } from "../../link.tsx";
import { MarkedText } from "../../marked-text.tsx";
import { rowsPace, useMountedCount } from "../../mounting.ts";
import { type Mending, paragraphButtonId } from "./mending.ts";
import { ParagraphActions } from "./paragraph-actions.tsx";

export interface ParagraphListProps {
  readonly mending: Mending;
  readonly audit: RecordAudit;
  /** That an address names. */
  readonly sought: number | null;
  readonly noSpeaker: string;
}

export function ParagraphList({ mending, ...props }: ParagraphListProps) {
  const { strings, loader } = usePage();
  const { text, detail, detailFailed, document } = mending;
  if (detail !== null) return <Sections {...props} mending={mending} detail={detail} />;
  if (!detailFailed) return <p class="quiet">{text.paragraphs.loading}</p>;
  return (
    <div class="notice notice-problem" role="alert">
      <p>{text.paragraphs.failed}</p>
      <button type="button" class="button" onClick={() => void loader.loadDetail(document.id)}>
        {strings.connection.retry}
      </button>
    </div>
  );
}

interface SectionsProps extends ParagraphListProps {
  readonly detail: DocumentDetail;
}

/** Folded by section, but for a short record; a section's paragraphs are drawn when it is unfolded. */
function Sections({ mending, audit, sought, noSpeaker, detail }: SectionsProps) {
  const sections = useMemo(() => paragraphSections(detail, audit), [detail, audit]);
  const mounted = useMountedCount(detail.id, sections.length, rowsPace);
  const total = sections.reduce((sum, { paragraphs }) => sum + paragraphs.length, 0);
  // By where they begin: numbers of sections and paragraphs change as the record is corrected, places do not.
  const [unfolded, setUnfolded] = useState<ReadonlyMap<number, boolean>>(new Map());
  const [opened, setOpened] = useState<number | null>(null);
  const isUnfolded = (section: ParagraphSection) =>
    unfolded.get(keyOf(section)) ?? (total <= paragraphsPerWindow || holds(section, sought));
  useEffect(() => {
    const section = sections.find((each) => holds(each, sought));
    if (section !== undefined) unfold(keyOf(section), true);
  }, [sought]);
  useSought(sought, detail.id);
  const unfold = (start: number, open: boolean) => setUnfolded((before) => new Map(before).set(start, open));
  return (
    <ol class="paragraph-sections">
      {sections.map((section, index) => {
        const open = isUnfolded(section);
        if (section.paragraphs.length === 0 || (index >= mounted && !open)) return null;
        return (
          <li key={keyOf(section)}>
            <details open={open} onToggle={(event) => unfold(keyOf(section), event.currentTarget.open)}>
              <summary class="paragraph-section">
                <SectionHeading mending={mending} section={section} noSpeaker={noSpeaker} />
              </summary>
              {open && (
                <Paragraphs
                  // Another paragraph that is sought is another part of the section.
                  key={holds(section, sought) ? sought : null}
                  mending={mending}
                  section={section}
                  sought={sought}
                  opened={opened}
                  setOpened={setOpened}
                  // What becomes a section of its own stays in view.
                  corrected={(start) => unfold(start, true)}
                />
              )}
            </details>
          </li>
        );
      })}
    </ol>
  );
}

function holds({ paragraphs }: ParagraphSection, sought: number | null): boolean {
  return sought !== null && paragraphs.some(({ paragraph }) => paragraph === sought);
}

function keyOf({ paragraphs, number }: ParagraphSection): number {
  return paragraphs[0]?.start ?? -1 - number;
}

/** Takes the reader, and the focus, to the paragraph that the address names; once, not after each correction. */
function useSought(sought: number | null, documentId: string): void {
  const visited = useRef<string | null>(null);
  useEffect(() => {
    const visit = `${documentId} ${sought}`;
    const row = window.document.querySelector<HTMLElement>(`.paragraph[data-sought="true"]`);
    if (row === null || visited.current === visit) return;
    visited.current = visit;
    row.querySelector("button")?.focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
  });
}

interface SectionHeadingProps extends Pick<ParagraphListProps, "mending" | "noSpeaker"> {
  readonly section: ParagraphSection;
}

function SectionHeading({ mending: { text, document }, section, noSpeaker }: SectionHeadingProps) {
  const { speaker, body, topic, paragraphs, doubtful } = section;
  const aside = [body, topic].filter((part) => part !== null).join(" · ");
  return (
    <>
      {speaker === null ? (
        <span class="quiet">{noSpeaker}</span>
      ) : (
        <strong lang={document.language}>
          <bdi>{speaker}</bdi>
        </strong>
      )}
      {aside !== "" && (
        <span class="quiet" lang={document.language}>
          {aside}
        </span>
      )}
      <span class="quiet">{text.paragraphs.count(paragraphs.length)}</span>
      {doubtful > 0 && <span class="concern">{text.paragraphs.doubtful(doubtful)}</span>}
    </>
  );
}

interface ParagraphsProps extends Pick<ParagraphListProps, "mending" | "sought"> {
  readonly section: ParagraphSection;
  readonly opened: number | null;
  readonly setOpened: (start: number | null) => void;
  readonly corrected: (start: number) => void;
}

/** A long section a part at a time. */
function Paragraphs({ mending, section: { paragraphs }, sought, opened, setOpened, corrected }: ParagraphsProps) {
  const { text } = mending;
  const [shown, setShown] = useState(() => firstWindow(paragraphs, sought));
  const first = Math.min(shown.first, Math.max(0, paragraphs.length - 1));
  const end = Math.min(paragraphs.length, Math.max(shown.end, first + paragraphsPerWindow));
  const earlier = Math.min(paragraphsPerWindow, first);
  const later = Math.min(paragraphsPerWindow, paragraphs.length - end);
  return (
    <>
      {earlier > 0 && (
        <button type="button" class="button-quiet" onClick={() => setShown({ first: first - earlier, end })}>
          {text.paragraphs.earlier(earlier)}
        </button>
      )}
      <ul class="paragraphs">
        {paragraphs.slice(first, end).map((paragraph) => (
          <ParagraphRow
            key={paragraph.start}
            mending={mending}
            paragraph={paragraph}
            sought={paragraph.paragraph === sought}
            open={opened === paragraph.start}
            setOpen={(open) => setOpened(open ? paragraph.start : null)}
            corrected={() => {
              setOpened(null);
              corrected(paragraph.start);
            }}
          />
        ))}
      </ul>
      {later > 0 && (
        <button type="button" class="button-quiet" onClick={() => setShown({ first, end: end + later })}>
          {text.paragraphs.later(later)}
        </button>
      )}
    </>
  );
}

interface ParagraphRowProps extends Pick<ParagraphListProps, "mending"> {
  readonly paragraph: Paragraph;
  readonly sought: boolean;
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  readonly corrected: () => void;
}

function ParagraphRow({ mending, paragraph, sought, open, setOpen, corrected }: ParagraphRowProps) {
  const { strings } = usePage();
  const { text, document } = mending;
  const where = paragraphMark(paragraph.paragraph, null);
  const buttonId = paragraphButtonId(paragraph.start);
  const close = () => {
    setOpen(false);
    window.document.getElementById(buttonId)?.focus();
  };
  return (
    <li
      class="paragraph"
      data-kind={paragraph.kind}
      data-sought={sought}
      data-open={open}
      onKeyDown={(event) => {
        if (event.key === "Escape" && open) close();
      }}
    >
      <Link
        class="paragraph-number"
        path={documentPath(document.id, document.revision, { paragraph: paragraph.paragraph, item: null })}
        aria-label={text.paragraphs.openRecord(where)}
      >
        {where}
      </Link>
      <div class="paragraph-words">
        <p class="verbatim" lang={document.language} dir="auto">
          <MarkedText text={paragraph.text} base={paragraph.start} spans={[]} markup={paragraph.markup} />
        </p>
        <p class="paragraph-kind">
          {strings.kinds[paragraph.kind]}
          {paragraph.doubtful && <span class="concern">{text.paragraphs.inDoubt}</span>}
        </p>
      </div>
      <button
        type="button"
        id={buttonId}
        class="button-quiet paragraph-correct"
        aria-expanded={open}
        aria-label={text.correctOf(where)}
        onClick={() => setOpen(!open)}
      >
        {text.correct}
      </button>
      {open && (
        <ParagraphActions
          mending={mending}
          paragraph={paragraph}
          aboutSpeaker={false}
          firstId={`${buttonId}-turn`}
          focusAfter={[buttonId]}
          done={corrected}
        />
      )}
    </li>
  );
}
