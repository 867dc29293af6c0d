import { randomBytes } from "node:crypto";
import { basename } from "node:path";
import * as z from "zod";
import { fileFormatNames } from "../../corpus/formats/file-format.ts";

/** The name of a file of the record's folder; never a path. */
const partName = z.string().refine(isPartName);

/**
 * `note.json` of a record's folder, written last: a folder without it holds no record. Names of parts carry what their
 * bytes hash to, so that a replacement's stand beside the parts that they replace until the note names them.
 */
export const recordNoteSchema = z.object({
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

/** Whether a file of a record's folder is one that a record store has made; others are left alone. */
export function isPartName(name: string): boolean {
  const [kind, digest] = name.split("-");
  return partKinds.some((known) => known === kind) && digest?.length === digestDigits && basename(name) === name;
}
