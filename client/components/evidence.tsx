import type { AskResponse, Citation } from "../../server/protocol.ts";
import { isPending, type Turn } from "../conversation.ts";
import { countryName, formatDate } from "../formats.ts";
import { usePage } from "../page.ts";
import { namesFor } from "../record/local-names.ts";
import { speakerNames } from "../record/speaker-names.ts";
import { EvidencePassage } from "./evidence-passage.tsx";
import { LeadText, linesOfSides } from "./lead-text.tsx";
import { LocalName } from "./local-name.tsx";
import "./quote.css";
import "./evidence.css";

export interface EvidenceProps {
  readonly turn: Turn;
  readonly openIndex: number | null;
}

/** The passages that an answer rests on, by speaker; and apart from them the doubtful ones and the nearest. */
export function EvidenceView({ turn, openIndex }: EvidenceProps) {
  const { strings } = usePage();
  const { citations, response } = turn;
  const borderline = response?.borderline ?? [];
  const nearest = response?.nearest ?? [];
  const silent = response?.silent ?? [];
  if (citations.length + borderline.length + nearest.length + silent.length === 0) return null;
  const afterBorderline = citations.length + borderline.length;
  return (
    <div class="evidence">
      {citations.length > 0 && <Membership turn={turn} />}
      {response?.sides === undefined ? (
        <Groups turn={turn} citations={citations} offset={0} openIndex={openIndex} />
      ) : (
        <Comparison turn={turn} sides={response.sides} openIndex={openIndex} />
      )}
      {silent.length > 0 && response?.sides === undefined && (
        <p class="notice" data-silent>
          {strings.evidence.silent} {silent.map(({ speaker, organization }) => organization ?? speaker).join("; ")}.
        </p>
      )}
      <More turn={turn} />
      {borderline.length > 0 && (
        <Folded
          summary={strings.evidence.borderline(borderline.length)}
          note={strings.evidence.borderlineNote}
          open={isWithin(openIndex, citations.length, afterBorderline)}
        >
          <Groups turn={turn} citations={borderline} offset={citations.length} openIndex={openIndex} />
        </Folded>
      )}
      {nearest.length > 0 && (
        <Folded
          summary={strings.evidence.nearest(nearest.length)}
          note={strings.evidence.nearestNote}
          open={isWithin(openIndex, afterBorderline, afterBorderline + nearest.length)}
        >
          <Groups turn={turn} citations={nearest} offset={afterBorderline} openIndex={openIndex} />
        </Folded>
      )}
    </div>
  );
}

function isWithin(index: number | null, start: number, end: number): boolean {
  return index !== null && index >= start && index < end;
}

interface FoldedProps {
  readonly summary: string;
  readonly note: string;
  readonly open: boolean;
  readonly children: preact.ComponentChildren;
}

function Folded({ summary, note, open, children }: FoldedProps) {
  return (
    <details class="folded" {...(open ? { open } : {})}>
      <summary>{summary}</summary>
      <p class="quiet">{note}</p>
      {children}
    </details>
  );
}

/** How the members of a list were decided, and whether it is whole. */
function Membership({ turn }: { readonly turn: Turn }) {
  const { strings, language } = usePage();
  const { citations, response } = turn;
  if (response === null || response.total === undefined) return null;
  const basis = response.basis === undefined ? "" : strings.evidence.basis[response.basis];
  const { complete, incomplete, incompleteBecause } = strings.evidence;
  const because = response.incomplete === undefined ? undefined : incompleteBecause[response.incomplete];
  const whole = response.complete === true ? complete : (because ?? incomplete);
  return (
    <p class="membership" data-basis={response.basis} data-complete={response.complete} lang={language}>
      <strong>{strings.evidence.count(citations.length, response.total)}.</strong>{" "}
      {response.nextCursor === undefined ? whole : `${strings.evidence.partial} ${whole}`} {basis}
    </p>
  );
}

function More({ turn }: { readonly turn: Turn }) {
  const { strings, actions } = usePage();
  const { response, citations, loadingMore } = turn;
  if (response?.nextCursor === undefined || isPending(turn)) return null;
  const remaining = response.total === undefined ? null : response.total - citations.length;
  return (
    <button type="button" class="button more" disabled={loadingMore} onClick={() => void actions.showMore(turn.id)}>
      {loadingMore ? strings.evidence.loadingMore : strings.evidence.more(remaining)}
    </button>
  );
}

interface GroupsProps extends EvidenceProps {
  readonly citations: readonly Citation[];
  /** Index of the first of these among all that the turn shows. */
  readonly offset: number;
}

interface ComparisonProps extends EvidenceProps {
  readonly sides: NonNullable<AskResponse["sides"]>;
}

/** One column a side, as far as there is room for them; those that recorded nothing have theirs too. */
function Comparison({ turn, sides, openIndex }: ComparisonProps) {
  const { strings } = usePage();
  const lines = linesOfSides(turn)?.sides ?? [];
  let before = 0;
  const columns = sides.map(({ name, total }) => {
    const offset = before;
    before += total;
    return { name, total, offset, citations: turn.citations.slice(offset, before) };
  });
  return (
    <section class="comparison" aria-label={strings.evidence.sides}>
      {columns.map(({ name, total, offset, citations }, index) => (
        <section key={`${name} ${offset}`} class="comparison-side" aria-label={name}>
          <div class="comparison-name">
            {lines[index] === undefined ? (
              <p>{strings.evidence.side(name, total)}</p>
            ) : (
              <p lang={turn.language ?? undefined}>
                <LeadText turn={turn} text={lines[index]} />
              </p>
            )}
          </div>
          <div>
            {total === 0 && lines[index] === undefined && <p class="notice">{strings.evidence.nothingRecorded}</p>}
            <Groups turn={turn} citations={citations} offset={offset} openIndex={openIndex} />
          </div>
        </section>
      ))}
    </section>
  );
}

interface Group {
  readonly key: string;
  readonly first: Citation;
  readonly members: { readonly citation: Citation; readonly index: number }[];
}

function Groups({ turn, citations, offset, openIndex }: GroupsProps) {
  return (
    <>
      {runsOfSpeakers(citations, offset).map((group) => (
        <div class="evidence-group" key={group.key}>
          <GroupHeading citation={group.first} />
          <ol>
            {group.members.map(({ citation, index }) => (
              <EvidencePassage
                key={citation.passageId}
                turn={turn}
                citation={citation}
                index={index}
                open={openIndex === index}
              />
            ))}
          </ol>
        </div>
      ))}
    </>
  );
}

/** Passages that follow each other in one speaker's section, so that the numbers stay in order. */
function runsOfSpeakers(citations: readonly Citation[], offset: number): readonly Group[] {
  const runs: (Group & { readonly section: string })[] = [];
  for (const [position, citation] of citations.entries()) {
    const section = `${citation.documentId} ${citation.revision} ${citation.section}`;
    const index = offset + position;
    const last = runs.at(-1);
    if (last?.section === section) last.members.push({ citation, index });
    else runs.push({ key: `${section} ${index}`, section, first: citation, members: [{ citation, index }] });
  }
  return runs;
}

/** A speaker of a record in which this few of the words given to somebody are surely theirs. */
const unsureBelow = 0.9;

function GroupHeading({ citation }: { readonly citation: Citation }) {
  const { strings, language } = usePage();
  const { country, sessionDate, attribution } = citation;
  const names = namesFor(citation, language);
  const { name, body } = speakerNames(names);
  const { honorific, role } = names;
  const original = speakerNames(citation);
  const local = { originalLanguage: citation.language, shownLanguage: names.language };
  const confidence = attribution?.confidence ?? null;
  return (
    <div class="evidence-speaker">
      <h3>
        <bdi lang={names.language}>
          {names.speaker !== null && honorific !== null && `${honorific} `}
          {name ?? strings.evidence.noSpeaker}
        </bdi>
        {body !== null && (
          <LocalName {...local} class="evidence-organization" original={original.body ?? body} shown={body} />
        )}
      </h3>
      <p class="quiet">
        {role !== null && (
          <>
            <LocalName {...local} original={citation.role ?? role} shown={role} />
            {". "}
          </>
        )}
        {country !== null && <span>{countryName(country, language)}. </span>}
        <LocalName {...local} original={citation.documentTitle} shown={names.documentTitle} />
        {sessionDate !== null && <time dateTime={sessionDate}>, {formatDate(sessionDate, language)}</time>}
      </p>
      {confidence !== null && confidence < unsureBelow && <p class="quiet">{strings.evidence.unsureSpeaker}</p>}
    </div>
  );
}
