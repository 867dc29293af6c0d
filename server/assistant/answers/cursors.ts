import * as z from "zod/mini";
import { InvalidRequestValueError } from "../assistant.ts";
import type { DraftCitation } from "./answer-draft.ts";

/** Where the next page of a list begins. */
export interface Resumption {
  readonly from: number;
  /** The list has changed since the page before (records, readings): it goes on behind the place that was cited last. */
  readonly moved: boolean;
}

const position = z.int().check(z.gte(0), z.lte(999_999_999));
/** How many were cited, and where the last of them stands: places outlast readings, ids and numbers do not. */
const cursorSchema = z.strictObject({ after: position, document: z.string(), start: position, end: position });

/** Cursors of earlier versions tell how many were cited, and no more. */
const bareCursor = "after-";

export function writeCursor(after: number, { entry: { document, passage } }: DraftCitation): string {
  const { start, end } = passage;
  return Buffer.from(JSON.stringify({ after, document: document.id, start, end })).toString("base64url");
}

/** @throws InvalidRequestValueError when the cursor is not one that this service gave. */
export function resumeAt(cursor: string | undefined, citations: readonly DraftCitation[]): Resumption {
  if (cursor === undefined) return { from: 0, moved: false };
  const { after, last } = readCursor(cursor);
  if (last === null) return { from: after, moved: false };
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

type CursorPlace = Omit<z.infer<typeof cursorSchema>, "after">;

function readCursor(cursor: string): { readonly after: number; readonly last: CursorPlace | null } {
  const text = Buffer.from(cursor, "base64url").toString("utf8");
  if (text.startsWith(bareCursor)) {
    const digits = text.slice(bareCursor.length);
    const after = z.safeParse(position, Number(digits));
    if (after.success && String(after.data) === digits) return { after: after.data, last: null };
  }
  const parsed = z.safeParse(cursorSchema, parseJson(text));
  if (!parsed.success) {
    throw new InvalidRequestValueError("cursor", cursor, "The cursor is not one that this service gave.");
  }
  const { after, ...last } = parsed.data;
  return { after, last };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
