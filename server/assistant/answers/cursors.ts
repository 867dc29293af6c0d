import * as z from "zod/mini";
import { revisionOf } from "../../../corpus/extraction/source.ts";
import type { AskRequest } from "../../protocol.ts";
import { InvalidCursorError, StaleCursorError } from "../assistant.ts";
import type { RecordsOfCollection } from "../understanding/filters.ts";
import type { RecordCollection } from "../weighing/record-collection.ts";
import type { DraftCitation } from "./answer-draft.ts";

/** Where the next page of a list begins. */
export interface Resumption {
  readonly from: number;
  /** Records were read anew since the page before: it goes on behind the place that was cited last. */
  readonly moved: boolean;
}

/** What a cursor is good for: one question, its filters, and the records that were asked. */
export interface CursorBinding {
  readonly asked: string;
  /** Which records are held, each in which revision. */
  readonly records: string;
}

const position = z.int().check(z.gte(0), z.lte(999_999_999));
const fingerprint = z.string().check(z.length(16));
/** How many were cited, and where the last of them stands: places outlast readings, ids and numbers do not. */
const cursorSchema = z.strictObject({
  after: position,
  document: z.string(),
  start: position,
  end: position,
  asked: fingerprint,
  records: fingerprint,
});
type Cursor = z.infer<typeof cursorSchema>;

/** Enough that no two questions of anybody's share one; a cursor stays short. */
function fingerprintOf(value: unknown): string {
  return revisionOf(JSON.stringify(value)).replace("sha256:", "").slice(0, 16);
}

/** The held records, whatever the order in which they are held. A reading of its own does not make another record. */
export function fingerprintRecords({ documents }: Pick<RecordCollection, "documents">): string {
  return fingerprintOf(documents.map(({ id, revision }) => `${id} ${revision}`).sort());
}

/** Language, page size and explanations change how a page looks, not what belongs to the list. */
export function bindCursor(
  { question, history = [], filters = {}, without = {} }: AskRequest,
  records: string,
  recordsOfCollection: RecordsOfCollection,
): CursorBinding {
  const collections = (filters.collections ?? []).map((name) => [...(recordsOfCollection(name) ?? [])].sort());
  const before = history.map((earlier) => earlier.question);
  return {
    asked: fingerprintOf([question, before, sorted(filters), sorted(without)]),
    records: collections.length === 0 ? records : fingerprintOf([records, collections]),
  };
}

function sorted(fields: Readonly<Record<string, readonly string[] | undefined>>): unknown {
  return Object.entries(fields)
    .filter(([, values]) => values !== undefined && values.length > 0)
    .map(([field, values = []]) => [field, [...values].sort()])
    .sort(([left], [right]) => String(left).localeCompare(String(right)));
}

export function writeCursor(after: number, { entry }: DraftCitation, { asked, records }: CursorBinding): string {
  const { document, passage } = entry;
  const cursor = { after, document: document.id, start: passage.start, end: passage.end, asked, records };
  const text = JSON.stringify(cursor);
  return `${Buffer.from(text).toString("base64url")}.${checksum(text)}`;
}

/**
 * No secret is in it: a cursor opens nothing that asking does not, and must go on working when the server is started
 * again. The checksum keeps mangled and made-up ones from being taken for ours.
 */
function checksum(text: string): string {
  return fingerprintOf(["relator cursor 2", text]);
}

/**
 * Before anything is read.
 * @throws InvalidCursorError when the cursor is not one that this service gave, or is another question's.
 * @throws StaleCursorError when other records are held than when it was given, or an earlier version gave it.
 */
export function openCursor(cursor: string | undefined, { asked, records }: CursorBinding): Cursor | null {
  if (cursor === undefined) return null;
  const opened = readCursor(cursor);
  if (opened.asked !== asked) throw new InvalidCursorError("other-question");
  if (opened.records !== records) throw new StaleCursorError();
  return opened;
}

/** @throws StaleCursorError when nothing is left behind its place. */
export function resumeAt(cursor: Cursor | null, citations: readonly DraftCitation[]): Resumption {
  if (cursor === null) return { from: 0, moved: false };
  const resumption = findPlace(cursor, citations);
  if (resumption.from >= citations.length) throw new StaleCursorError();
  return resumption;
}

function findPlace({ after, ...last }: Cursor, citations: readonly DraftCitation[]): Resumption {
  const isSame = (citation: DraftCitation | undefined): boolean =>
    citation?.entry.document.id === last.document &&
    citation.entry.passage.start === last.start &&
    citation.entry.passage.end === last.end;
  if (isSame(citations[after - 1])) return { from: after, moved: false };
  const same = citations.findIndex(isSame);
  if (same !== -1) return { from: same + 1, moved: true };
  const before = citations.findLastIndex(
    ({ entry: { document, passage } }) => document.id === last.document && passage.start < last.end,
  );
  return { from: before === -1 ? after : before + 1, moved: true };
}

function readCursor(cursor: string): Cursor {
  const [body = "", tag] = cursor.split(".");
  const text = Buffer.from(body, "base64url").toString("utf8");
  if (tag === undefined && isOfEarlierVersion(text)) throw new StaleCursorError();
  const parsed = z.safeParse(cursorSchema, tag === checksum(text) ? parseJson(text) : null);
  // Decoding skips what is not base64url: only what we would write ourselves is ours.
  const isOurs = parsed.success && cursor === `${Buffer.from(text).toString("base64url")}.${tag}`;
  if (!isOurs) throw new InvalidCursorError("not-ours");
  return parsed.data;
}

const earlierCursor = z.strictObject({ after: position, document: z.string(), start: position, end: position });

/** They were bound to no question: which list they continue cannot be told. */
function isOfEarlierVersion(text: string): boolean {
  const digits = text.startsWith("after-") ? text.slice("after-".length) : "";
  const isBare = digits !== "" && String(Number.parseInt(digits, 10)) === digits && !digits.startsWith("-");
  return isBare || z.safeParse(earlierCursor, parseJson(text)).success;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
