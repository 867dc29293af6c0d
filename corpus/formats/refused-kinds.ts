import { RecordReadError, type RecordReadReason } from "../record-read-error.ts";
import type { RecordFile } from "./file-format.ts";
import { extensionOf } from "./file-names.ts";
import { openZipArchive, type ZipArchive } from "./zip-archive.ts";

interface Signature {
  /** Bytes in Latin-1. */
  readonly bytes: string;
  readonly at?: number;
  readonly kind: string;
  readonly reason: RecordReadReason;
}

/** How files begin that are known and not read. */
const SIGNATURES: readonly Signature[] = [
  { bytes: "{\\rtf", kind: "rtf", reason: "legacy-format" },
  { bytes: "\u0089PNG", kind: "png", reason: "image" },
  { bytes: "\u00ff\u00d8\u00ff", kind: "jpeg", reason: "image" },
  { bytes: "GIF8", kind: "gif", reason: "image" },
  { bytes: "II*\u0000", kind: "tiff", reason: "image" },
  { bytes: "MM\u0000*", kind: "tiff", reason: "image" },
  { bytes: "WEBP", at: 8, kind: "webp", reason: "image" },
  { bytes: "ftyphei", at: 4, kind: "heic", reason: "image" },
  { bytes: "Rar!", kind: "rar", reason: "archive" },
  { bytes: "7z\u00bc\u00af", kind: "7z", reason: "archive" },
  { bytes: "\u001f\u008b", kind: "gzip", reason: "archive" },
  { bytes: "BZh", kind: "bzip2", reason: "archive" },
  { bytes: "\u00fd7zXZ", kind: "xz", reason: "archive" },
  { bytes: "ustar", at: 257, kind: "tar", reason: "archive" },
  { bytes: "PK\u0005\u0006", kind: "zip", reason: "archive" },
];
const COMPOUND_FILE = "\u00d0\u00cf\u0011\u00e0";
const ZIP = "PK\u0003\u0004";
/** Bytes of a compound file in which the names of its streams are looked for. */
const DIRECTORY_BYTES = 2 ** 20;

/**
 * Refuses what is known and not read, and says what to do: archives, pictures, formats of older programs.
 * @throws RecordReadError
 */
export function refuseUnreadKind({ name, bytes }: RecordFile): void {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 300));
  // The label "latin1" is Windows-1252's, which has other characters from 80 to 9F.
  const starts = (written: string, at = 0): boolean =>
    [...written].every((character, index) => bytes[at + index] === character.charCodeAt(0));
  if (head === "") return;
  const known = SIGNATURES.find((signature) => starts(signature.bytes, signature.at));
  if (known !== undefined) throw refused(known.reason, known.kind);
  if (starts(COMPOUND_FILE)) throw refusedCompoundFile(bytes);
  if (starts(ZIP)) refuseZip(openZipArchive(bytes), bytes, extensionOf(name));
}

/** Word's older files; or a newer one that a password locks, which is wrapped in one. */
function refusedCompoundFile(bytes: Uint8Array): RecordReadError {
  const directory = new TextDecoder("utf-16le").decode(bytes.subarray(0, Math.min(bytes.length, DIRECTORY_BYTES) & ~1));
  if (directory.includes("EncryptedPackage")) {
    return new RecordReadError("The file is locked with a password. Save it without one and add it again.", {
      reason: "encrypted",
    });
  }
  return refused("legacy-format", directory.includes("WordDocument") ? "doc" : "office");
}

function refuseZip(archive: ZipArchive | null, bytes: Uint8Array, extension: string): void {
  if (archive === null) {
    const isOffice =
      extension === "docx" || new TextDecoder("latin1").decode(bytes.subarray(0, 4096)).includes("word/");
    if (!isOffice) throw refused("archive", "zip");
    throw new RecordReadError("The file is damaged: its end is missing. Copy or save it again and add it again.", {
      reason: "damaged",
    });
  }
  const has = (start: string): boolean => archive.names.some((name) => name.startsWith(start));
  if (has("word/document")) return;
  if (has("xl/")) throw refused("legacy-format", "xlsx");
  if (has("ppt/")) throw refused("legacy-format", "pptx");
  if (has("content.xml") && has("META-INF/")) throw refused("legacy-format", "odt");
  if (has("OEBPS/") || has("META-INF/container.xml")) throw refused("legacy-format", "epub");
  throw refused("archive", "zip");
}

function refused(reason: RecordReadReason, kind: string): RecordReadError {
  return new RecordReadError(messageOf(reason, kind), { reason, details: { looksLike: kind } });
}

function messageOf(reason: RecordReadReason, kind: string): string {
  if (reason === "archive") return `The file is an archive (${kind}). Unpack it and add the files inside.`;
  if (reason === "image") {
    return `The file is a picture (${kind}). Have its text recognised (OCR), or add the record in another format.`;
  }
  return `Files of this kind (${kind}) are not read. Save the record as .docx, .pdf or .txt and add that.`;
}
