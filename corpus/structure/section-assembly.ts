import type { CountryLexicon } from "../countries.ts";
import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { headingStyle } from "./block-features.ts";
import { agendaTopic, isEnactingLine, isOfficersLine, isSubheadingLabel } from "./labels.ts";
import { isProceeding } from "./proceedings.ts";
import { readReportedTurn } from "./reported-turns.ts";
import { partyKey, type Speaker, type SpeakerStart } from "./speaker.ts";

/** A passage to be: one block, or the blocks of a heading with its speaker's lines. */
export interface OutlinePassage {
  readonly role: "heading" | "body";
  readonly blocks: readonly TextBlock[];
}

export interface OutlineSection {
  /** Null for a part of the record that no speaker can be found for. */
  readonly speaker: Speaker | null;
  readonly topic: string | null;
  /** It opens like a turn by somebody who cannot be told. */
  readonly doubtful?: true;
  readonly passages: readonly OutlinePassage[];
}

export interface AssemblyInput {
  readonly blocks: readonly TextBlock[];
  readonly starts: ReadonlyMap<number, SpeakerStart>;
  /** Blocks that open like a turn by somebody who cannot be told. */
  readonly unread: ReadonlySet<number>;
  /** Blocks that tell what the body did, and are nobody's. */
  readonly proceedings: ReadonlySet<number>;
  /** Notes inside a turn, which goes on behind them. */
  readonly asides: ReadonlySet<number>;
  /** Blocks that people have said to be nobody's: they end the turn before, without doubt. */
  readonly ended: ReadonlySet<number>;
  /** Blocks set as headings that name no speaker. */
  readonly headings: ReadonlySet<number>;
  readonly bodyFrom: number;
  readonly closingFrom: number;
  readonly countries: CountryLexicon;
}

interface OpenSection {
  speaker: Speaker | null;
  readonly topic: string | null;
  readonly passages: OutlinePassage[];
  /** Nothing but its running text can tell who speaks here. */
  readonly reported: boolean;
}

/** Groups the body's blocks to speakers' parts: each part with the headings that lead to it, and the topic that they set. */
export function assembleSections(input: AssemblyInput): OutlineSection[] {
  const { blocks, starts, headings } = input;
  const sections: OpenSection[] = [];
  const ranks = rankHeadings(blocks, starts, headings);
  // Where turns open in running text, a heading ends the one before it.
  const inline = [...starts.values()].filter(({ headingBlocks }) => headingBlocks === 0);
  const isInline = inline.length * 2 > starts.size;
  let pending: OutlinePassage[] = [];
  const doubtful = new Set<number>();
  let agenda: string | null = null;
  let interrupted: { readonly speaker: Speaker; readonly topic: string | null } | null = null;
  const open = (speaker: Speaker | null, topic: string | null, reported: boolean): OpenSection => {
    const section: OpenSection = { speaker, topic, passages: pending, reported };
    pending = [];
    sections.push(section);
    return section;
  };
  const takeHeading = (block: TextBlock, index: number): void => {
    const passage: OutlinePassage = { role: "heading", blocks: [block] };
    const leads = leadsToSpeaker(index, input);
    const current = sections.at(-1);
    if (!leads && current !== undefined && !isInline && !opensOwnSection(block, ranks)) {
      current.passages.push(passage);
      return;
    }
    // "III. CONCLUSIONS" is numbered among the agenda's headings; the same word elsewhere divides a part.
    const divides = leads && block.mark === null && isSubheadingLabel(block.text);
    if (!isOfficersLine(block.text) && !isEnactingLine(block.text) && !divides) agenda = agendaTopic(block.text);
    ranks.agendaStyles.add(headingStyle(block));
    pending.push(passage);
    if (!leads) open(null, agenda, true);
  };
  const takeText = (block: TextBlock, isDone: boolean): void => {
    const current = sections.at(-1) ?? open(null, null, true);
    const reported =
      current.reported && block.cell === null && !isDone ? readReportedTurn(block, input.countries) : null;
    // What is worded as done is not the words of whoever was told of before.
    let section = isDone && current.reported && current.speaker !== null ? open(null, current.topic, true) : current;
    if (reported !== null && !isSameParty(reported.speaker, current.speaker)) {
      const begun = current.speaker !== null || current.passages.some(({ role }) => role === "body");
      if (begun) section = open(reported.speaker, current.topic, true);
      else current.speaker = reported.speaker;
    }
    section.passages.push({ role: "body", blocks: [block] });
  };
  let isBelowTable = false;
  for (let index = input.bodyFrom; index < input.closingFrom; index += 1) {
    const block = blocks[index];
    if (block === undefined) break;
    const start = starts.get(index);
    if (start !== undefined || block.cell !== null) isBelowTable = block.cell !== null;
    if (start !== undefined || headings.has(index)) interrupted = null;
    if (start !== undefined) {
      const count = Math.min(start.headingBlocks, input.closingFrom - index);
      const role = count > 0 ? "heading" : "body";
      const heading = blocks.slice(index, index + Math.max(1, count));
      // Cells that lie side by side are no one heading.
      const parts = block.cell === null ? [heading] : heading.map((cell) => [cell]);
      open(start.speaker, start.topic ?? agenda, false).passages.push(
        ...parts.map((part) => ({ role, blocks: part }) as const),
      );
      index += Math.max(0, count - 1);
    } else if (headings.has(index)) takeHeading(block, index);
    else {
      const { speaker = null, topic = agenda } = sections.at(-1) ?? {};
      if (input.asides.has(index)) {
        interrupted ??= speaker === null ? null : { speaker, topic };
        if (speaker !== null) open(null, agenda, false);
      } else if (input.unread.has(index) || input.proceedings.has(index) || input.ended.has(index)) {
        // The words of whoever cannot be told are never those of the speaker before.
        interrupted = null;
        const isDoubtful = input.unread.has(index);
        // Below a table of statements the record may go on to narrate.
        if (speaker !== null || isDoubtful || input.ended.has(index))
          open(null, agenda, isBelowTable && block.cell === null);
        if (isDoubtful) doubtful.add(sections.length - 1);
      } else if (interrupted !== null) {
        open(interrupted.speaker, interrupted.topic, false);
        interrupted = null;
      }
      takeText(block, input.asides.has(index) || isProceeding(block));
    }
  }
  if (pending.length > 0) open(null, agenda, false);
  return sections.map((section, position) => (doubtful.has(position) ? { ...section, doubtful: true } : section));
}

function isSameParty(one: Speaker, other: Speaker | null): boolean {
  return other !== null && partyKey(one) === partyKey(other);
}

/** Nothing but headings stands between this heading and a speaker's. */
function leadsToSpeaker(index: number, input: AssemblyInput): boolean {
  for (let next = index + 1; next < input.closingFrom; next += 1) {
    if (input.starts.has(next)) return true;
    if (!input.headings.has(next)) return false;
  }
  return false;
}

interface HeadingRanks {
  /** The highest level of speakers' headings, where the format has levels. */
  readonly speakerLevel: number | null;
  readonly speakerStyles: ReadonlySet<string>;
  /** Of the headings found so far to begin parts of the record. */
  readonly agendaStyles: Set<string>;
  /** Labels that come again ("Recomendaciones") divide speakers' parts, whatever they look like. */
  readonly repeated: ReadonlySet<string>;
}

function rankHeadings(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
  headings: ReadonlySet<number>,
): HeadingRanks {
  const headed = [...starts].flatMap(([index, start]) => (start.headingBlocks > 0 ? (blocks[index] ?? []) : []));
  const levels = headed.flatMap((block) => block.headingLevel ?? []);
  const texts = [...headings].map((index) => foldText(blocks[index]?.text ?? ""));
  return {
    speakerLevel: levels.length > 0 ? Math.min(...levels) : null,
    speakerStyles: new Set(headed.map(headingStyle)),
    agendaStyles: new Set(),
    repeated: new Set(texts.filter((text, position) => texts.indexOf(text) !== position)),
  };
}

/** A heading of the speakers' own rank or above ends the part of the speaker before it; a lower one divides that part. */
function opensOwnSection(block: TextBlock, ranks: HeadingRanks): boolean {
  const style = headingStyle(block);
  if (ranks.repeated.has(foldText(block.text)) || isEnactingLine(block.text)) return false;
  if (ranks.speakerStyles.size === 0) {
    return !isSubheadingLabel(block.text) || block.headingLevel !== null || ranks.agendaStyles.has(style);
  }
  if (block.headingLevel !== null) return ranks.speakerLevel === null || block.headingLevel <= ranks.speakerLevel;
  return style !== "plain" && (ranks.agendaStyles.has(style) || ranks.speakerStyles.has(style));
}
