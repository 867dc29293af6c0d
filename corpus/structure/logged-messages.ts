import { findDates } from "../reading/dates.ts";
import type { TextBlock } from "../text-extractor.ts";
import { bareSpeaker } from "./present.ts";
import type { SpeakerStart } from "./speaker.ts";

/** "[12/3/26, 19:00:11] ", "2026-03-12 19:00 - ", "3/12/26, 7:00 PM - ": day and time before a message. */
const STAMP =
  /^\[?(\d{1,4}[./-]\d{1,2}[./-]\d{2,4}),?\s+\d{1,2}:\d{2}(?::\d{2})?(\s?[ap]\.?\s?m\.?)?\]?\s(?:[-–—]\s)?\s*/iu;
const SENDER = /^([^:]{1,60}?)\s?:\s+(?=\S)/u;
const FEWEST_MESSAGES = 4;
const FEWEST_SENDERS = 2;

/** What a messenger's export holds: who sent what, and what the messenger notes by itself. */
export interface LoggedMessages {
  readonly starts: ReadonlyMap<number, SpeakerStart>;
  /** Lines with a stamp and without a sender, and what stands before the first message of theirs: nobody's. */
  readonly notes: ReadonlySet<number>;
  /** Messages of the one who sent the message before. */
  readonly repeats: ReadonlyMap<number, SpeakerStart>;
}

interface Message {
  readonly index: number;
  /** Null where the messenger notes something. */
  readonly sender: string | null;
}

/**
 * The messages of a chat's export: lines that begin with day, time and sender; lines without a stamp go on with the
 * message above. Null where the record, from its first stamp on, is not mostly such lines.
 */
export function findLoggedMessages(blocks: readonly TextBlock[]): LoggedMessages | null {
  const messages = [...blocks.entries()].flatMap(([index, { text, form, cell }]): Message[] => {
    const stamp = form === "prose" && cell === null ? STAMP.exec(text)?.[0] : undefined;
    return stamp === undefined ? [] : [{ index, sender: SENDER.exec(text.slice(stamp.length))?.[1] ?? null }];
  });
  const sent = messages.filter(({ sender }) => sender !== null);
  const times = new Map<string | null, number>();
  for (const { sender } of sent) times.set(sender, (times.get(sender) ?? 0) + 1);
  const first = messages[0]?.index ?? blocks.length;
  const isLog = sent.length >= FEWEST_MESSAGES && messages.length * 2 > blocks.length - first;
  if (!isLog || times.size < FEWEST_SENDERS || Math.max(...times.values()) < 2) return null;
  // The messenger's own first line bears the group's name, which sends nothing else.
  const isOwn = ({ index, sender }: Message, next: Message | undefined): boolean =>
    index === first && times.get(sender) === 1 && next?.sender === null;
  const starts = new Map<number, SpeakerStart>();
  const repeats = new Map<number, SpeakerStart>();
  const notes = new Set<number>();
  let last: string | null = null;
  for (const [at, message] of messages.entries()) {
    const { index, sender } = message;
    if (sender === null || isOwn(message, messages[at + 1])) notes.add(index);
    else (sender === last ? repeats : starts).set(index, startOf(sender));
    last = notes.has(index) ? null : sender;
  }
  return { starts, notes, repeats };
}

function startOf(sender: string): SpeakerStart {
  return { speaker: bareSpeaker(sender), topic: null, headingBlocks: 0 };
}

/**
 * The day on which a chat was held: of most of its stamps. Null for other records, and where day and month cannot be told
 * apart because the clock has twelve hours, as where months are written first.
 */
export function loggedDate(blocks: readonly TextBlock[]): string | null {
  if (findLoggedMessages(blocks) === null) return null;
  const stamps = blocks.flatMap(({ text }) => {
    const [, day, half] = STAMP.exec(text) ?? [];
    return day === undefined ? [] : [{ day, half }];
  });
  const parts = stamps.map(({ day }) => day.split(/[./-]/u).map(Number));
  const isDayFirst = parts.some(([first = 0]) => first > 12);
  const isMonthFirst = parts.some(([, second = 0]) => second > 12);
  if (!isDayFirst && !isMonthFirst && stamps.some(({ half }) => half !== undefined)) return null;
  const dates = stamps.flatMap(({ day }) => {
    const [first = "", second = "", year = ""] = day.split(/[./-]/u);
    const written = isMonthFirst && !isDayFirst ? `${second}/${first}/${year}` : day;
    return findDates(written, { shortYears: true })[0]?.date ?? [];
  });
  const times = new Map<string, number>();
  for (const date of dates) times.set(date, (times.get(date) ?? 0) + 1);
  return [...times].find(([, count]) => count * 2 > stamps.length)?.[0] ?? null;
}

/** Whether a line begins with the day and time of a message. */
export function isLogged(block: TextBlock | undefined): boolean {
  return block !== undefined && STAMP.test(block.text);
}
