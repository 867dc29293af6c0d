import type { Job, JobFile } from "../../../server/ingest-protocol.ts";
import { formatPercent } from "../../formats.ts";
import { byAttention, concernOf, countFiles, fileShare, intakeShare, isHeld } from "../../library/intake-progress.ts";
import { type Intake, isUnderWay } from "../../library/library-state.ts";
import type { OpenLibrary } from "../../library/library-when-needed.ts";
import { usePage } from "../../page.ts";
import { documentPath, libraryPath } from "../../routes.ts";
import type { LibraryStrings } from "../../strings/library-strings.ts";
import { Link } from "../link.tsx";
import { ReadingReport } from "./reading-report.tsx";
import "./intake.css";

/** What is being added and what was, the latest first. */
export function Intakes(opened: OpenLibrary) {
  const { intakes, gone } = opened.library.state();
  return (
    <>
      {intakes.map((intake) => (
        <IntakeCard key={intake.id} {...opened} intake={intake} gone={gone} />
      ))}
    </>
  );
}

interface IntakeCardProps extends OpenLibrary {
  readonly intake: Intake;
  /** Records that were removed since. */
  readonly gone: ReadonlySet<string>;
}

function IntakeCard({ library, text, intake, gone }: IntakeCardProps) {
  const { language } = usePage();
  const heading = `intake-${intake.id}`;
  const underWay = isUnderWay(intake);
  const share = intakeShare(intake);
  const scans = underWay ? 0 : library.scansOf(intake).length;
  const count = intake.job?.files.length ?? intake.files.length;
  return (
    <section class="intake" aria-labelledby={heading} data-phase={intake.phase}>
      <div class="intake-head">
        <h2 id={heading} class="intake-heading">
          {underWay ? text.intake.adding(count) : text.intake.given(count)}
        </h2>
        {underWay ? (
          <button type="button" class="button" onClick={() => void library.cancel(intake.id)}>
            {intake.phase === "sending" ? text.cancel : text.intake.cancelAll}
          </button>
        ) : (
          <button
            type="button"
            class="button"
            onClick={() => {
              library.dispatch({ type: "intake-dismissed", id: intake.id });
              document.getElementById("library-heading")?.focus();
            }}
          >
            {text.intake.dismiss}
          </button>
        )}
      </div>
      {underWay && (
        <progress class="intake-progress" max={1} value={share} aria-labelledby={heading}>
          {formatPercent(share, language)}
        </progress>
      )}
      <p class="intake-summary" role="status">
        {summaryOf(intake, text, formatPercent(intake.sent, language))}
      </p>
      {intake.phase === "lost" && (
        <p class="notice notice-problem" role="alert">
          {text.intake.lost} {intake.problem?.detail}
        </p>
      )}
      {scans > 0 && (
        <p>
          <button type="button" class="button" onClick={() => void library.recognize(intake)}>
            {text.intake.recognize(scans)}
          </button>
        </p>
      )}
      {intake.job === null ? (
        <GivenFiles intake={intake} text={text} />
      ) : (
        <JobFiles job={intake.job} text={text} gone={gone} />
      )}
    </section>
  );
}

function summaryOf(intake: Intake, text: LibraryStrings, sent: string): string {
  const counts = countFiles(intake);
  switch (intake.phase) {
    case "sending":
      return text.intake.sending(sent);
    case "working":
      return text.intake.progress(counts.ended, counts.total);
    case "ended":
      return text.intake.ended(counts);
    case "cancelled":
      return intake.job === null ? text.intake.cancelledUnsent : text.intake.cancelled(counts);
    case "lost":
      return "";
  }
}

/** Until the server has them all. */
function GivenFiles({ intake, text }: { readonly intake: Intake; readonly text: LibraryStrings }) {
  if (intake.phase !== "sending") return null;
  return (
    <ul class="intake-files" aria-label={text.intake.files}>
      {intake.files.map(({ name }, index) => (
        <li key={`${index} ${name}`} class="intake-file" data-state="waiting">
          <bdi class="intake-name">{name}</bdi>
        </li>
      ))}
    </ul>
  );
}

interface JobFilesProps extends Pick<IntakeCardProps, "text" | "gone"> {
  readonly job: Job;
}

function JobFiles({ job, text, gone }: JobFilesProps) {
  const files = job.state === "running" ? job.files : byAttention(job.files);
  const only = files.length === 1;
  return (
    <ul class="intake-files" aria-label={text.intake.files}>
      {files.map((file) => (
        <FileResult
          key={job.files.indexOf(file)}
          file={file}
          text={text}
          open={only}
          gone={file.documentId !== null && gone.has(file.documentId)}
        />
      ))}
    </ul>
  );
}

interface FileResultProps {
  readonly file: JobFile;
  readonly text: LibraryStrings;
  /** Shown at once, where it is the only one. */
  readonly open: boolean;
  /** Its record was removed since. */
  readonly gone: boolean;
}

function FileResult({ file, text, open, gone }: FileResultProps) {
  const { report, problem, state } = file;
  const concern = report === null ? "none" : concernOf(report);
  return (
    <li class="intake-file" data-state={gone ? "removed" : state} data-concern={concern}>
      <p class="intake-line">
        <bdi class="intake-name">{file.name}</bdi>
        {state === "indexing" && <progress max={1} value={fileShare(file)} aria-label={file.name} />}
        <span class="intake-state">{gone ? text.intake.removedSince : text.intake.states[state]}</span>
      </p>
      {state === "failed" && (
        <p class="intake-problem">{problem === null ? text.intake.failedUnexplained : <Reasons problem={problem} />}</p>
      )}
      {state === "unchanged" && (
        <p class="quiet">
          {text.intake.unchangedNote}{" "}
          {file.documentId !== null && <Link path={documentPath(file.documentId, null, null)}>{text.intake.open}</Link>}
        </p>
      )}
      {report !== null && isHeld(file) && !gone && (
        <details class="intake-report" open={open}>
          <summary>
            <bdi lang={report.document.language}>{report.document.title}</bdi>
            <span class="quiet">
              {" "}
              {text.reading.summary(
                report.audit.speakerCount,
                report.document.sectionCount,
                report.document.passageCount,
              )}
            </span>
            {concern !== "none" && <span class="concern">{text.intake.concerns[concern]}</span>}
          </summary>
          <ReadingReport text={text} document={report.document} audit={report.audit} level={3} />
          <p class="intake-links">
            <Link path={documentPath(report.document.id, null, null)}>{text.intake.open}</Link>
            <Link path={libraryPath({ name: "reading", documentId: report.document.id, paragraph: null })}>
              {text.list.read}
            </Link>
          </p>
        </details>
      )}
    </li>
  );
}

function Reasons({ problem }: { readonly problem: NonNullable<JobFile["problem"]> }) {
  const messages = problem.errors.map(({ message }) => message).filter((message) => message !== problem.detail);
  return (
    <>
      {problem.detail}
      {messages.length > 0 && ` ${messages.join(" ")}`}
    </>
  );
}
