import type { CountryLexicon } from "../countries.ts";
import { foldText } from "../folding.ts";
import { findDates } from "../reading/dates.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isBodyText, isSetAsHeading } from "./block-features.ts";
import { findFormTurns } from "./form-turns.ts";
import { findInterjections } from "./interjections.ts";
import { namesNoSpeaker } from "./labels.ts";
import { readableCase } from "./letter-case.ts";
import { findNarratedTurns, type NarratedTurns } from "./narrated-turns.ts";
import { readHonorific } from "./parties.ts";
import { findProceedings, isNumberedDecision, isProceeding } from "./proceedings.ts";
import { findHabitualHeadings, findRecurringTurns } from "./recurring-turns.ts";
import { readAttributedTurn, readReportedTurn } from "./reported-turns.ts";
import { partyKey, type Speaker, type SpeakerStart } from "./speaker.ts";
import { headingAt } from "./speaker-blocks.ts";
import { withoutTopics } from "./topic-headings.ts";
import { findTurnEnds, isNarration, type TurnEnds } from "./turn-continuations.ts";
import { isNameByForm, labelKey } from "./turn-openings.ts";
import { colonTurnAt, leadTurnAt, opensByLead } from "./turns.ts";

/** Where parts begin, and what is in none of them. */
export interface SpeakerTurns {
  readonly starts: ReadonlyMap<number, SpeakerStart>;
  /** Blocks that open like a turn by somebody who cannot be told: they end the turn before. */
  readonly unread: ReadonlySet<number>;
  /** Blocks that tell what the body did: so do they, and leave no doubt. */
  readonly proceedings: ReadonlySet<number>;
  /** Notes inside a turn ("(Applause.)"): nobody's, and the turn goes on behind them. */
  readonly asides: ReadonlySet<number>;
}

const nothingElse = { unread: new Set<number>(), proceedings: new Set<number>(), asides: new Set<number>() } as const;

const MOSTLY = 3;
/** Characters of a line that may stand at a page's head. */
const LONGEST_PAGE_LINE = 100;
/** A record that names its speakers in headings does not open parts with "The representative of Canada said…". */
const FEWEST_HEADINGS = 2;
/** Turns that make a way of opening them a habit of the record. */
const FEWEST_HABITUAL = 2;
/** A name in brackets at the end of a paragraph may be a reference; so many are a way of writing. */
const FEWEST_ATTRIBUTED = 3;

/**
 * Where each speaker's part begins, by the index of its first block. In a record that names its speakers in headings,
 * openings such as "The representative of Canada said…" begin none: see `readReportedTurn`.
 */
export function findSpeakerStarts(blocks: readonly TextBlock[], countries: CountryLexicon): SpeakerTurns {
  const turns = findTurns(blocks, countries);
  const rows = decisionRows(blocks, turns.starts);
  if (rows.size === 0) return turns;
  return {
    ...turns,
    starts: new Map([...turns.starts].filter(([index]) => !rows.has(index))),
    proceedings: new Set([...turns.proceedings, ...rows]),
  };
}

/** Cells of rows that name a decision, or nobody, in the column of those who speak: "Acuerdo 6.1", "—". */
function decisionRows(blocks: readonly TextBlock[], starts: ReadonlyMap<number, SpeakerStart>): ReadonlySet<number> {
  const rows = new Set<number>();
  for (const [index, { headingBlocks }] of starts) {
    const named = blocks[index + Math.max(1, headingBlocks) - 1];
    if (named?.cell?.column !== 0 || !(isProceeding(named) || !/\p{L}/u.test(named.text))) continue;
    for (
      let cell = index;
      cell === index || (blocks[cell]?.cell?.column ?? -9) > (blocks[cell - 1]?.cell?.column ?? 9);
      cell += 1
    )
      rows.add(cell);
  }
  return rows;
}

/** What the body does, told below or between tables of statements; under speakers' headings only what is numbered. */
function besideTables(blocks: readonly TextBlock[], told: ReadonlyMap<number, SpeakerStart>): ReadonlySet<number> {
  if ([...told.keys()].every((index) => blocks[index]?.cell === null))
    return new Set([...blocks.keys()].filter((index) => !told.has(index) && isNumberedDecision(blocks[index])));
  return new Set([...findProceedings(blocks, told).proceedings].filter((index) => blocks[index]?.cell === null));
}

function findTurns(blocks: readonly TextBlock[], countries: CountryLexicon): SpeakerTurns {
  const told = withoutMisread(blocks, withoutTitleLines(blocks, findStarts(blocks, countries)));
  const { starts, unread, labels } = findFormTurns(blocks, countries);
  // A record that narrates throughout may hold a few lines that look like turns of another form.
  const narrated = findNarratedTurns(blocks, countries);
  if (starts.size * MOSTLY <= narrated.starts.size)
    return withUnread(withNarrated(blocks, told, narrated, countries), unread);
  if (starts.size <= narrated.starts.size)
    return withNarrated(blocks, mergeStarts(withoutHeadings(told, starts), starts), narrated, countries);
  // What a heading took for its own lines opens turns by the record's form; a name that holds words of the turn is misread.
  const kept = [...told].filter(([index, { headingBlocks, speaker }]) => {
    const inside = Array.from({ length: Math.max(1, headingBlocks) }, (_, line) => index + line).flatMap((at) => {
      const start = starts.get(at);
      return start === undefined ? [] : [[at, start] as const];
    });
    const isInForm = inside.length > 0;
    // A heading that the record's wordings tell is not read again from its capitals.
    if (headingBlocks > 0 && inside.every(([at, start]) => at === index && start.headingBlocks > 0)) return true;
    // "ACTION: …" opens like a turn, and nobody of that name speaks.
    if (headingBlocks === 0 && unread.has(index)) return false;
    const form = starts.get(index)?.speaker;
    // "MORÁN" and "BC", taken for acronyms, are persons whom the record names elsewhere; so is the "Presidente (Oroño)".
    const isVague =
      labels.has(labelKey(speaker.speaker ?? "")) ||
      speaker.role !== null ||
      (speaker.organization === speaker.speaker && /^\p{Lu}+$/u.test(speaker.speaker ?? ""));
    const isPerson = form?.isPerson === true && speaker.isPerson !== true && isVague;
    return !isInForm || (headingBlocks === 0 && !isPerson && isWholeName(speaker.speaker ?? ""));
  });
  const merged = findHabitualHeadings(blocks, mergeStarts(starts, new Map(kept)), countries);
  const all = withoutRepeats(blocks, merged, { byForm: starts, ends: { doubtful: unread, nobody: new Set() } });
  const { proceedings, asides } = findProceedings(blocks, all);
  const isOpen = (index: number): boolean => !all.has(index) && !proceedings.has(index);
  return { starts: all, unread: new Set([...unread].filter(isOpen)), proceedings, asides };
}

/**
 * Without what only looks like a speaker: a line among those of a list of those present, a decision, a clause.
 */
function withoutMisread(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
): ReadonlyMap<number, SpeakerStart> {
  const kept = [...starts].filter(([index, { headingBlocks, speaker }]) => {
    const block = blocks[index];
    if (block === undefined || CLAUSE.test(speaker.speaker ?? "")) return false;
    if (PRESIDED.test(foldText(block.text)) || /^[IVXLC]+$/u.test(speaker.speaker ?? "")) return false;
    // "Transport Committee – 14 March 2024 – page 2".
    const isLine = headingBlocks === 0 && block.text.length <= LONGEST_PAGE_LINE;
    if (isLine && findDates(block.text).length > 0 && !/[.!?…]$/u.test(block.text)) return false;
    if (isMisreadName(speaker) || (headingBlocks > 0 && /[¿?¡!]/u.test(block.text))) return false;
    if (headingBlocks === 0) return !isProceeding(block) && !namesNoSpeaker(foldText(speaker.speaker ?? ""));
    // Several persons in the lines of one heading, or right above it, are those present.
    const lines = blocks.slice(block.setApart ? index : index - 1, index + headingBlocks);
    return lines.filter(({ text }) => readHonorific(text) !== null).length < 2;
  });
  return withoutAttendance(new Map(kept));
}

/** "Mme de la Brosse s'inquiète de la durée": a person's name holds no other words. */
function isMisreadName({ speaker, isPerson }: Speaker): boolean {
  const name = speaker ?? "";
  const address = readHonorific(name);
  if (isPerson !== true && address === null) return false;
  return !isNameByForm(readableCase(name.slice(address?.length ?? 0), { singleWord: true }).replace(/[.,;]+$/u, ""));
}

/** "Présidence de Mme Maréchaux": who presides, above what is said. */
const PRESIDED =
  /^(?:(?:presidencia|presidence) d(?:el?|[ao]|['’]) ?(?:la |el |l['’])?(?:exc|sr|sen|m\. |mme|d\. |don|dr)|under the (?:presidency|chair))/u;
const CLAUSE = /\s(?:que|that|qui|quien|who)\s/u;

/** Names that follow on one another with nothing said between them are those present, and no speakers. */
function withoutAttendance(starts: ReadonlyMap<number, SpeakerStart>): ReadonlyMap<number, SpeakerStart> {
  const kept = new Map(starts);
  let run: number[] = [];
  let next = -1;
  for (const [index, { headingBlocks }] of starts) {
    run = index === next ? [...run, index] : [index];
    next = headingBlocks === 0 ? -1 : index + headingBlocks;
    if (run.length >= FEWEST_PRESENT) for (const present of run) kept.delete(present);
  }
  return kept;
}

const FEWEST_PRESENT = 3;

/** In a record that names no speakers in headings, narrated turns stand beside those that its wordings tell. */
function withNarrated(
  blocks: readonly TextBlock[],
  told: ReadonlyMap<number, SpeakerStart>,
  { starts, doubtful }: NarratedTurns,
  countries: CountryLexicon,
): SpeakerTurns {
  const headed = [...told.values()].filter(({ headingBlocks }) => headingBlocks > 0).length;
  // A few names in headings, of those present or of an agenda, beside a record that narrates throughout.
  const narrates = starts.size >= FEWEST_HEADINGS * headed && starts.size > 0;
  if (headed >= FEWEST_HEADINGS && !narrates)
    return { ...nothingElse, starts: told, proceedings: besideTables(blocks, told) };
  const found = narrates ? mergeStarts(starts, withoutHeadings(told, starts)) : told;
  const ends = findTurnEnds(blocks, { starts: found, others: doubtful }, countries);
  const all = narrates ? withoutRepeats(blocks, found, { byForm: starts, ends }) : told;
  const { proceedings, asides } = findProceedings(blocks, all);
  if (!narrates && !isNarration(blocks, all, countries)) return { ...nothingElse, starts: told, proceedings, asides };
  const isOpen = (index: number): boolean => !all.has(index) && !proceedings.has(index) && !asides.has(index);
  const unread = new Set([...ends.doubtful].filter(isOpen));
  const nobody = [...ends.nobody].filter((index) => isOpen(index) && !unread.has(index));
  return { starts: all, unread, proceedings: new Set([...proceedings, ...nobody]), asides };
}

/** Letters of questions and answers that nothing explains leave no turn to whoever spoke before them. */
function withUnread(turns: SpeakerTurns, unread: ReadonlySet<number>): SpeakerTurns {
  const open = [...unread].filter((index) => !turns.starts.has(index) && !turns.proceedings.has(index));
  return { ...turns, unread: new Set([...turns.unread, ...open]) };
}

/** A paragraph that narrates, taken for a heading because it ends without a full stop, is narration. */
function withoutHeadings(
  told: ReadonlyMap<number, SpeakerStart>,
  narrated: ReadonlyMap<number, SpeakerStart>,
): ReadonlyMap<number, SpeakerStart> {
  return new Map([...told].filter(([index, { headingBlocks }]) => headingBlocks === 0 || !narrated.has(index)));
}

/** Paragraphs of one form that each open with the same name, with no heading between, are one turn. */
function withoutRepeats(
  blocks: readonly TextBlock[],
  all: ReadonlyMap<number, SpeakerStart>,
  { byForm, ends = null }: { readonly byForm: ReadonlyMap<number, SpeakerStart>; readonly ends?: TurnEnds | null },
): ReadonlyMap<number, SpeakerStart> {
  let last: { readonly index: number; readonly name: string } | null = null;
  return new Map(
    [...all].filter(([index, { speaker, headingBlocks }]) => {
      const name = `${speaker.speaker} ${speaker.organization}`;
      const from = last === null ? index : last.index + 1;
      const between = blocks.slice(from, index);
      const isParted = between.some(
        (block, at) =>
          isProceeding(block) ||
          ends?.nobody.has(from + at) === true ||
          ends?.doubtful.has(from + at) === true ||
          isSetAsHeading(block, between[at - 1], between[at + 1]),
      );
      const goesOn = headingBlocks === 0 && byForm.has(index) && last?.name === name && !isParted;
      last = { index, name };
      return !goesOn;
    }),
  );
}

/** Not "Montero.- No", "CHAIR. The committee", "Quispe (when her name was". */
function isWholeName(name: string): boolean {
  return !/(?<!(?<!\p{L})\p{L}{1,4})\.\s|\.\s?[-–—]|[:;]|\s[–—-]\s|\([^)]*$/u.test(name);
}

/** A body's name above the first speaker's, with no text of its own between the two, is a line of the title block. */
function withoutTitleLines(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
): ReadonlyMap<number, SpeakerStart> {
  const kept = new Map(starts);
  for (const [index, { headingBlocks }] of starts) {
    const from = index + headingBlocks;
    const next = [...starts.keys()].find((other) => other >= Math.max(from, index + 1));
    if (headingBlocks === 0 || next === undefined || blocks.slice(from, next).some(isBodyText)) break;
    kept.delete(index);
  }
  return kept;
}

/** The parts that a heading, or the opening of a paragraph by itself, tells. */
function findSureStarts(blocks: readonly TextBlock[], countries: CountryLexicon): ReadonlyMap<number, SpeakerStart> {
  const starts = new Map<number, SpeakerStart>();
  let from = 0;
  blocks.forEach((block, index) => {
    // What a heading has taken as its subtitle begins nothing.
    if (index < from && block.emphasized) return;
    const start =
      headingAt(blocks, index, countries) ??
      colonTurnAt(block, countries, "sure") ??
      leadTurnAt(block, countries, false);
    if (start === null) return;
    starts.set(index, start);
    from = index + start.headingBlocks;
  });
  return withoutTopics(blocks, starts, countries);
}

function findStarts(blocks: readonly TextBlock[], countries: CountryLexicon): ReadonlyMap<number, SpeakerStart> {
  const starts = findSureStarts(blocks, countries);
  if (starts.size >= FEWEST_HEADINGS) {
    const headed = findHabitualHeadings(blocks, starts, countries);
    return findInterjections(blocks, addHabitualTurns(blocks, headed, countries), countries);
  }
  const bare = collectTurns(
    blocks,
    starts,
    (block) => colonTurnAt(block, countries, "bare") ?? leadTurnAt(block, countries, true),
  );
  const recurring = mergeStarts(starts, findRecurringTurns(blocks, countries));
  if (bare.size >= FEWEST_HEADINGS)
    return findInterjections(blocks, recurring.size > bare.size ? recurring : bare, countries);
  const attributed = collectTurns(blocks, starts, (block) => readAttributedTurn(block, countries));
  if (attributed.size >= FEWEST_ATTRIBUTED) return attributed;
  const reported = collectTurns(blocks, starts, (block) => readReportedTurn(block, countries));
  if (recurring.size >= Math.max(FEWEST_HEADINGS, reported.size)) return recurring;
  // One sentence that reports does not make a record of turns, and would take all that follows.
  return reported.size >= FEWEST_HABITUAL || starts.size > 0 ? reported : starts;
}

/**
 * What a record does twice it does throughout: where delegations open parts with a colon, so does a body that a colon
 * follows; where parties stand in bold before a verb of saying, so they do before any other text.
 */
function addHabitualTurns(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
  countries: CountryLexicon,
): ReadonlyMap<number, SpeakerStart> {
  const opened = [...starts].flatMap(([index, start]) => (start.headingBlocks === 0 ? (blocks[index] ?? []) : []));
  const byLead = opened.filter(opensByLead).length;
  const byColon = opened.filter((block) => colonTurnAt(block, countries, "sure") !== null).length;
  if (Math.max(byLead, byColon) < FEWEST_HABITUAL) return starts;
  return collectTurns(
    blocks,
    starts,
    (block) =>
      (byColon < FEWEST_HABITUAL ? null : colonTurnAt(block, countries, "habit")) ??
      (byLead < FEWEST_HABITUAL ? null : leadTurnAt(block, countries, true)),
  );
}

function mergeStarts(
  one: ReadonlyMap<number, SpeakerStart>,
  other: ReadonlyMap<number, SpeakerStart>,
): ReadonlyMap<number, SpeakerStart> {
  return new Map([...one, ...other].sort(([a], [b]) => a - b));
}

/** "Peru recommends…" under the heading of the Delegation of Peru goes on with its part. */
function isSameParty(one: SpeakerStart, other: SpeakerStart): boolean {
  if (partyKey(one.speaker) === partyKey(other.speaker)) return true;
  return one.speaker.country !== null && one.speaker.country === other.speaker.country;
}

function collectTurns(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
  read: (block: TextBlock) => SpeakerStart | null,
): ReadonlyMap<number, SpeakerStart> {
  const all = new Map(starts);
  let last: SpeakerStart | null = null;
  blocks.forEach((block, index) => {
    const start = all.get(index) ?? read(block);
    if (start === null) {
      if (isSetAsHeading(block, blocks[index - 1], blocks[index + 1])) last = null;
      return;
    }
    if (all.has(index) || last === null || !isSameParty(start, last)) all.set(index, start);
    last = start;
  });
  return new Map([...all].sort(([a], [b]) => a - b));
}
