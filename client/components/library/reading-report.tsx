import type { ComponentChildren } from "preact";
import type { DocumentSummary } from "../../../server/document-protocol.ts";
import type { RecordAudit } from "../../../server/ingest-protocol.ts";
import { formatDate, formatInstant, formatShare, languageName } from "../../formats.ts";
import { usePage } from "../../page.ts";
import { libraryPath } from "../../routes.ts";
import type { LibraryStrings } from "../../strings/library-strings.ts";
import { Link } from "../link.tsx";
import { FileNotes } from "./file-notes.tsx";
import { CorrectionsMade } from "./mending/corrections-made.tsx";
import { FactsEditor } from "./mending/facts-form.tsx";
import { useMending } from "./mending/mending.ts";
import { ParagraphList } from "./mending/paragraph-list.tsx";
import { SpeakerList } from "./mending/speaker-list.tsx";
import { ReadingDoubts } from "./reading-doubts.tsx";
import { SectionTable } from "./section-table.tsx";
import "./reading.css";

export interface ReadingReportProps {
  readonly text: LibraryStrings;
  readonly document: DocumentSummary;
  readonly audit: RecordAudit;
  /** Of its headings. */
  readonly level: 2 | 3;
  /** The paragraph that an address names, where the reading can be mended. */
  readonly sought?: number | null;
}

/** What was read of a record: first what is in doubt, then what was found, then what was left out. */
export function ReadingReport({ text, document, audit, level, sought = null }: ReadingReportProps) {
  const { strings, language } = usePage();
  const mending = useMending();
  const { reading } = text;
  const share = (part: number) => formatShare(part, audit.nonSpaceCharacters, language);
  const kinds = (["recommendation", "key-point", "heading", "front-matter", "closing"] as const).filter(
    (kind) => audit.kinds[kind] > 0,
  );
  return (
    <div class="reading">
      <ReadingDoubts {...{ text, document, audit, level }} />
      {mending !== null && <CorrectionsMade mending={mending} text={text} />}
      <div>
        <Facts text={text} document={document} />
        {mending !== null && <FactsEditor mending={mending} reading={reading} />}
      </div>
      {mending !== null && mending.speakers.length > 0 && (
        <Part level={level} heading={text.corrections.speakers.heading} id="reading-speakers">
          <SpeakerList mending={mending} more={reading.more} />
        </Part>
      )}
      {mending !== null && (
        <Part level={level} heading={text.corrections.paragraphs.heading}>
          <p class="quiet">{text.corrections.paragraphs.how}</p>
          <ParagraphList mending={mending} audit={audit} sought={sought} noSpeaker={reading.noSpeaker} />
        </Part>
      )}
      <Part level={level} heading={reading.speakers}>
        <p class="quiet">{reading.summary(audit.speakerCount, document.sectionCount, document.passageCount)}</p>
        <SectionTable text={reading} document={document} sections={audit.sections} />
      </Part>
      {kinds.length > 0 && (
        <Part level={level} heading={reading.kinds}>
          <dl class="reading-kinds">
            {kinds.map((kind) => (
              <div key={kind}>
                <dt>{strings.kinds[kind]}</dt>
                <dd>{audit.kinds[kind].toLocaleString(language)}</dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
      {audit.notes.length > 0 && (
        <Part level={level} heading={reading.notes}>
          <FileNotes text={reading} notes={audit.notes} />
        </Part>
      )}
      <Part level={level} heading={reading.exclusions}>
        <p>
          {audit.inPassages === audit.nonSpaceCharacters
            ? reading.coverageWhole
            : reading.coverage(share(audit.inPassages), share(audit.excluded))}
        </p>
        <Exclusions text={reading} exclusions={audit.exclusions} />
      </Part>
      {mending === null && (
        <Part level={level} heading={reading.mending}>
          <p>{reading.mendingHow}</p>
          <p>
            <Link path={libraryPath({ name: "reading", documentId: document.id, paragraph: null })}>
              {reading.mendHere}
            </Link>
          </p>
        </Part>
      )}
    </div>
  );
}

interface PartProps {
  readonly level: 2 | 3;
  readonly heading: string;
  readonly id?: string;
  readonly children: ComponentChildren;
}

function Part({ level, heading, id, children }: PartProps) {
  const Heading = `h${level}` as const;
  return (
    <section class="reading-part">
      <Heading class="reading-heading" id={id} tabIndex={id === undefined ? undefined : -1}>
        {heading}
      </Heading>
      {children}
    </section>
  );
}

function Facts({ text, document }: Pick<ReadingReportProps, "text" | "document">) {
  const { language } = usePage();
  const { reading } = text;
  const date = (value: string | null) => (value === null ? null : formatDate(value, language));
  const format = document.fileFormat === null ? "" : text.formats[document.fileFormat];
  const pages = document.pageCount === null ? "" : text.pageCount(document.pageCount);
  const file = [document.fileName, format, pages].filter((part) => part !== null && part !== "").join(" · ");
  const facts = [
    [reading.title, document.title, document.language],
    [reading.body, document.body, document.language],
    [reading.sessionDate, date(document.sessionDate), null],
    [reading.documentDate, date(document.documentDate), null],
    [reading.language, languageName(document.language, language), null],
    ...(document.symbol === null ? [] : [[reading.symbol, document.symbol, null] as const]),
    ...(file === "" ? [] : [[reading.file, file, null] as const]),
    ...(document.addedAt === null ? [] : [[reading.added, formatInstant(document.addedAt, language), null] as const]),
  ] as const;
  return (
    <dl class="reading-facts">
      {facts.map(([name, value, spoken]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd lang={value === null ? undefined : (spoken ?? undefined)}>
            {value ?? <span class="quiet">{reading.notFoundInFile}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface ExclusionsProps {
  readonly text: LibraryStrings["reading"];
  readonly exclusions: RecordAudit["exclusions"];
}

function Exclusions({ text, exclusions }: ExclusionsProps) {
  const known = new Map<string, (count: number) => string>(Object.entries(text.exclusion));
  const entries = Object.entries(exclusions).filter(([, count]) => count > 0);
  if (entries.length === 0) return null;
  return (
    <ul class="reading-exclusions">
      {entries.map(([reason, count]) => (
        <li key={reason}>{known.get(reason)?.(count) ?? text.otherExclusion(reason, count)}</li>
      ))}
    </ul>
  );
}
