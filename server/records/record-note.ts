import { randomBytes } from "node:crypto";
import { basename } from "node:path";
import * as z from "zod";
import { fileFormatNames } from "../../corpus/formats/file-format.ts";
import { readSealed, writeSealed } from "./sealed-json.ts";

/** The name of a file of the record's folder; never a path. */
const partName = z.string().refine(isPartName);

/**
 * `note.json` of a record's folder, written last: a folder without it holds no record. Names of parts carry what their
 * bytes hash to, so that a replacement's stand beside the parts that they replace until the note names them.
 */
const recordNoteSchema = z.object({
  version: z.literal(1),
  id: z.string().min(1),
  /** The name under which it was added. */
  fileName: z.string().min(1),
  fileFormat: z.enum(fileFormatNames),
  /** How the text is read. */
  format: z.enum(["text", "markdown", "structured"]),
  /** Of the text: `sha256:<hex>`. */
  revision: z.string(),
  /** Of the original's bytes, in hexadecimal. */
  originalSha256: z.string(),
  /** Of what the format told; null where it told nothing, absent from notes of before. */
  structureSha256: z.optional(z.nullable(z.string())),
  addedAt: z.iso.datetime(),
  /** As it was read when it was added: names the record where it is not held any more. */
  title: z.string(),
  pageCount: z.int().nullable(),
  parts: z.object({
    text: partName,
    /** The text's own file, where the original is that text. */
    original: partName,
    /** What the format told beside the text; null where it told nothing. */
    structure: partName.nullable(),
  }),
  /** A record of the older, flat form whose place this one took: its files go once this note stands. */
  supersedes: z.string().nullable(),
});
export type RecordNote = z.infer<typeof recordNoteSchema>;

export const noteFile = "note.json";

/** The text of a note's file. */
export function writeNote(note: RecordNote): string {
  return writeSealed(note);
}

/** @throws SyntaxError, ZodError or SealError when it is no note, or not the one that was written. */
export function parseNote(text: string): RecordNote {
  return recordNoteSchema.parse(readSealed(text));
}

const partKinds = ["text", "original", "structure"] as const;
type PartKind = (typeof partKinds)[number];
const digestDigits = 12;

/**
 * `<kind>-<first digits of its SHA-256>-<own>.<extension>`. What is its own parts it from the parts of a change that is
 * under way with the same bytes.
 */
export function namePart(kind: PartKind, sha256: string, extension: string): string {
  return `${kind}-${sha256.slice(0, digestDigits)}-${randomBytes(3).toString("hex")}.${extension}`;
}

/** Whether the bytes are those that the part was named after. */
export function isNamedAfter(part: string, sha256: string): boolean {
  return part.split("-")[1] === sha256.slice(0, digestDigits);
}

/** Whether a file of a record's folder is one that a record store has made; others are left alone. */
export function isPartName(name: string): boolean {
  const [kind, digest] = name.split("-");
  return partKinds.some((known) => known === kind) && digest?.length === digestDigits && basename(name) === name;
}
