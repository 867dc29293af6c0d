import type { Citation } from "../../server/protocol.ts";
import { isPending, type Turn } from "../conversation.ts";
import { countryName, formatDate } from "../formats.ts";
import { usePage } from "../page.ts";
import { speakerNames } from "../record/speaker-names.ts";
import { EvidencePassage } from "./evidence-passage.tsx";
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
      <Groups turn={turn} citations={citations} offset={0} openIndex={openIndex} />
      {silent.length > 0 && (
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
  const isDoubtful = response.incomplete === "doubtful-attribution";
  const unsure = isDoubtful ? strings.evidence.doubtfulAttribution : strings.evidence.incomplete;
  const whole = response.complete === true ? strings.evidence.complete : unsure;
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

interface Group {
  readonly key: string;
  readonly first: Citation;
  readonly members: { readonly citation: Citation; readonly index: number }[];
}

function Groups({ turn, citations, offset, openIndex }: GroupsProps) {
  return (
    <>
      {groupBySpeaker(citations, offset).map((group) => (
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

/** Groups in the order of their first passage, which for a question of fact is the best one. */
function groupBySpeaker(citations: readonly Citation[], offset: number): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const [index, citation] of citations.entries()) {
    const key = `${citation.documentId} ${citation.revision} ${citation.section}`;
    const group = groups.get(key) ?? { key, first: citation, members: [] };
    group.members.push({ citation, index: offset + index });
    groups.set(key, group);
  }
  return [...groups.values()];
}

function GroupHeading({ citation }: { readonly citation: Citation }) {
  const { strings, language } = usePage();
  const { speaker, honorific, role, country, sessionDate, documentTitle } = citation;
  const { name, body } = speakerNames(citation);
  return (
    <div class="evidence-speaker">
      <h3 lang={citation.language}>
        <bdi>
          {speaker !== null && honorific !== null && `${honorific} `}
          {name ?? strings.evidence.noSpeaker}
        </bdi>
        {body !== null && <span class="evidence-organization">{body}</span>}
      </h3>
      <p class="quiet">
        {role !== null && <span lang={citation.language}>{role}. </span>}
        {country !== null && <span>{countryName(country, language)}. </span>}
        <span lang={citation.language}>{documentTitle}</span>
        {sessionDate !== null && <time dateTime={sessionDate}>, {formatDate(sessionDate, language)}</time>}
      </p>
    </div>
  );
}
