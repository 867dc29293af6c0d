import type { CountryLexicon } from "../countries.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isSetAsHeading } from "./block-features.ts";
import { belowTables, besideTables, decisionRows } from "./decisions-beside.ts";
import { findDeeds } from "./deeds.ts";
import { findFormTurns } from "./form-turns.ts";
import { findLoggedMessages } from "./logged-messages.ts";
import { aboveTables, listedStarts, namedHolders, withoutMatters, withoutMisread } from "./misread-starts.ts";
import { findNarratedTurns, type NarratedTurns } from "./narrated-turns.ts";
import { LETTERS, leadingInitials, readInitials } from "./present.ts";
import { findProceedings, isProceeding } from "./proceedings.ts";
import { findQuotedStatements } from "./quoted-statements.ts";
import { findHabitualHeadings } from "./recurring-turns.ts";
import type { SpeakerStart } from "./speaker.ts";
import { findSpeakersBelow } from "./speakers-below.ts";
import { findStageNotes, isDialogue } from "./stage-notes.ts";
import { findToldStarts, mergeStarts } from "./told-starts.ts";
import { findTurnEnds, isNarration, type TurnEnds } from "./turn-continuations.ts";
import { labelKey } from "./turn-openings.ts";

/** Where parts begin, and what is in none of them. */
export interface SpeakerTurns {
  readonly starts: ReadonlyMap<number, SpeakerStart>;
  /** Blocks that open like a turn by somebody who cannot be told: they end the turn before. */
  readonly unread: ReadonlySet<number>;
  /** Blocks that tell what the body did: so do they, and leave no doubt. */
  readonly proceedings: ReadonlySet<number>;
  /** Notes inside a turn ("(Applause.)"): nobody's, and the turn goes on behind them. */
  readonly asides: ReadonlySet<number>;
  /** Openings by the one who speaks already: they begin a part only where somebody else's is put before them. */
  readonly repeats: ReadonlyMap<number, SpeakerStart>;
}

const ONLY_LETTERS = new RegExp(`^${LETTERS}$`, "u");

const nothingElse = { unread: new Set<number>(), proceedings: new Set<number>(), asides: new Set<number>() } as const;

/** So many narrated turns to one by form, and the record narrates. */
const MOSTLY = 3;
/** A record that names its speakers in headings does not open parts with "The representative of Canada said…". */
const FEWEST_HEADINGS = 2;

/**
 * Where each speaker's part begins, by the index of its first block. In a record that names its speakers in headings,
 * openings such as "The representative of Canada said…" begin none: see `readReportedTurn`.
 */
export function findSpeakerStarts(blocks: readonly TextBlock[], countries: CountryLexicon): SpeakerTurns {
  const logged = findLoggedMessages(blocks);
  if (logged !== null) {
    const { starts, notes, repeats } = logged;
    return { ...nothingElse, starts, proceedings: notes, repeats };
  }
  const turns = withoutNotes(findTurns(blocks, countries), findStageNotes(blocks));
  const rows = new Set([
    ...decisionRows(blocks, turns.starts),
    ...belowTables(blocks, turns.starts),
    ...findDeeds(blocks, turns.starts, countries),
    ...listedStarts(blocks, turns.starts),
    ...namedHolders(blocks, turns.starts),
    ...aboveTables(blocks, turns.starts),
  ]);
  const quoted = findQuotedStatements(blocks, turns.starts);
  if (rows.size === 0 && quoted.size === 0) return turns;
  return {
    ...turns,
    starts: mergeStarts(new Map([...turns.starts].filter(([index]) => !rows.has(index))), quoted),
    unread: new Set([...turns.unread].filter((index) => !rows.has(index))),
    proceedings: new Set([...turns.proceedings, ...rows]),
  };
}

/** Nobody opens a turn in a note of the record; the turn that it interrupts goes on behind it. */
function withoutNotes(turns: SpeakerTurns, notes: ReadonlySet<number>): SpeakerTurns {
  const first = Math.min(...turns.starts.keys());
  const below = new Set([...notes].filter((index) => index > first));
  if (below.size === 0) return turns;
  const isOpen = (index: number): boolean => !below.has(index);
  return {
    ...turns,
    starts: new Map([...turns.starts].filter(([index]) => isOpen(index))),
    unread: new Set([...turns.unread].filter(isOpen)),
    proceedings: new Set([...turns.proceedings].filter(isOpen)),
    asides: new Set([...turns.asides, ...below]),
  };
}

function findTurns(blocks: readonly TextBlock[], countries: CountryLexicon): SpeakerTurns {
  const repeats = new Map<number, SpeakerStart>();
  const initials = readInitials(blocks);
  const isLed = (index: number): boolean => leadingInitials(blocks[index]?.text ?? "", initials) !== undefined;
  const toldFirst = withoutMisread(blocks, findToldStarts(blocks, countries, repeats));
  // "M. P. agradece…" opens with somebody's initials, and no Monsieur.
  const told = new Map([...toldFirst].filter(([index]) => !isLed(index)));
  const byForm = findFormTurns(blocks, countries);
  const { labels } = byForm;
  const unread = new Set([...byForm.unread, ...[...byForm.leads].filter((index) => !told.has(index))]);
  // A record that narrates throughout may hold a few lines that look like turns of another form.
  const narrated = findNarratedTurns(blocks, countries);
  const below = findSpeakersBelow(blocks, countries);
  if (below.starts.size > byForm.starts.size + narrated.starts.size)
    return { starts: below.starts, unread: below.doubtful, proceedings: below.nobody, asides: new Set(), repeats };
  // Minutes may quote some and tell of others: 'The Mayor: "…"', "The Clerk explained that…".
  const isMixed = byForm.starts.size > narrated.starts.size && narrated.starts.size * MOSTLY >= byForm.starts.size;
  const first = Math.min(...byForm.starts.keys());
  const later = new Map([...narrated.starts].filter(([index]) => index > first));
  const starts = isMixed ? mergeStarts(later, byForm.starts) : byForm.starts;
  if (starts.size * MOSTLY <= narrated.starts.size)
    return withUnread(withNarrated(blocks, told, narrated, { countries, repeats }), unread);
  if (starts.size <= narrated.starts.size)
    return withNarrated(blocks, mergeStarts(withoutMatters(blocks, withoutHeadings(told, starts)), starts), narrated, {
      countries,
      repeats,
    });
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
  const all = withoutRepeats(blocks, merged, {
    byForm: starts,
    ends: { doubtful: unread, nobody: new Set() },
    repeats,
  });
  const { proceedings, asides } = findProceedings(blocks, all);
  const isOpen = (index: number): boolean => !all.has(index) && !proceedings.has(index);
  return { starts: all, unread: new Set([...unread].filter(isOpen)), proceedings, asides, repeats };
}

/** In a record that names no speakers in headings, narrated turns stand beside those that its wordings tell. */
function withNarrated(
  blocks: readonly TextBlock[],
  told: ReadonlyMap<number, SpeakerStart>,
  { starts, doubtful }: NarratedTurns,
  { countries, repeats }: { readonly countries: CountryLexicon; readonly repeats: Map<number, SpeakerStart> },
): SpeakerTurns {
  const headed = [...told.values()].filter(({ headingBlocks }) => headingBlocks > 0).length;
  // A few names in headings, of those present or of an agenda, beside a record that narrates throughout.
  const narrates = starts.size >= FEWEST_HEADINGS * headed && starts.size > 0;
  if (headed >= FEWEST_HEADINGS && !narrates) {
    const beside = besideTables(blocks, told);
    // Under the headings of a record that tells what was said, what was decided is told by them too.
    if (starts.size > 0 || !isDialogue(told)) return { ...nothingElse, starts: told, proceedings: beside, repeats };
    const done = findProceedings(blocks, told);
    return { ...nothingElse, ...done, starts: told, proceedings: new Set([...beside, ...done.proceedings]), repeats };
  }
  // "RB", taken for an acronym, is one of those present.
  const known = new Map(
    [...told].filter(([index, { speaker }]) => !starts.has(index) || !ONLY_LETTERS.test(speaker.speaker ?? "")),
  );
  const found = narrates ? mergeStarts(starts, withoutMatters(blocks, withoutHeadings(known, starts))) : told;
  const ends = findTurnEnds(blocks, { starts: found, others: doubtful }, countries);
  const all = narrates ? withoutRepeats(blocks, found, { byForm: starts, ends, repeats }) : told;
  const { proceedings, asides } = findProceedings(blocks, all);
  if (!narrates && !isNarration(blocks, all, countries))
    return { ...nothingElse, starts: told, proceedings, asides, repeats };
  const isOpen = (index: number): boolean => !all.has(index) && !proceedings.has(index) && !asides.has(index);
  const unread = new Set([...ends.doubtful].filter(isOpen));
  const nobody = [...ends.nobody].filter((index) => isOpen(index) && !unread.has(index));
  return { starts: all, unread, proceedings: new Set([...proceedings, ...nobody]), asides, repeats };
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

interface RepeatsParts {
  readonly byForm: ReadonlyMap<number, SpeakerStart>;
  readonly ends: TurnEnds;
  /** Is given the openings that are left out. */
  readonly repeats: Map<number, SpeakerStart>;
}

/**
 * Paragraphs of one form that each open with the same name, with no heading between, are one turn.
 */
function withoutRepeats(
  blocks: readonly TextBlock[],
  all: ReadonlyMap<number, SpeakerStart>,
  { byForm, ends, repeats }: RepeatsParts,
): ReadonlyMap<number, SpeakerStart> {
  let last: { readonly index: number; readonly name: string } | null = null;
  return new Map(
    [...all].filter(([index, start]) => {
      const { speaker, headingBlocks } = start;
      const name = `${speaker.speaker} ${speaker.organization}`;
      const from = last === null ? index : last.index + 1;
      const between = blocks.slice(from, index);
      const isParted = between.some(
        (block, at) =>
          isProceeding(block) ||
          ends.nobody.has(from + at) ||
          ends.doubtful.has(from + at) ||
          isSetAsHeading(block, between[at - 1], between[at + 1]),
      );
      const goesOn = headingBlocks === 0 && byForm.has(index) && last?.name === name && !isParted;
      last = { index, name };
      if (goesOn) repeats.set(index, start);
      return !goesOn;
    }),
  );
}

/** Not "Montero.- No", "CHAIR. The committee", "Quispe (when her name was". */
function isWholeName(name: string): boolean {
  return !/(?<!(?<!\p{L})\p{L}{1,4})\.\s|\.\s?[-–—]|[:;]|\s[–—-]\s|\([^)]*$/u.test(name);
}
