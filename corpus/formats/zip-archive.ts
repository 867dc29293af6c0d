import { crc32, inflateRawSync } from "node:zlib";
import { RecordReadError } from "../record-read-error.ts";

/** A file inside a ZIP archive, as the archive's directory tells it (PKWARE APPNOTE 4.3.12). */
interface ZipEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
}

export interface ZipArchive {
  readonly names: readonly string[];
  /**
   * The bytes of a file inside; null where there is none.
   * @throws RecordReadError where it is damaged, or grows beyond what the archive's directory says or `limit`.
   */
  read(name: string, limit: number): Uint8Array | null;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const MOST_ENTRIES = 20_000;

/** Opens the directory of a ZIP archive without unpacking anything. Null where the bytes hold no whole archive. */
export function openZipArchive(bytes: Uint8Array): ZipArchive | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return null;
  const entries = readDirectory(view, bytes, end);
  if (entries === null) return null;
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  return {
    names: [...byName.keys()],
    read(name, limit) {
      const entry = byName.get(name);
      return entry === undefined ? null : unpack(view, bytes, entry, limit);
    },
  };
}

function findEnd(view: DataView): number | null {
  const last = view.byteLength - END_LENGTH;
  for (let offset = last; offset >= Math.max(0, last - LONGEST_COMMENT); offset -= 1) {
    if (view.getUint32(offset, true) === END_SIGNATURE) return offset;
  }
  return null;
}

function readDirectory(view: DataView, bytes: Uint8Array, end: number): ZipEntry[] | null {
  const count = view.getUint16(end + 10, true);
  let offset = view.getUint32(end + 16, true);
  if (count > MOST_ENTRIES) throw tooLarge(MOST_ENTRIES, "files");
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (offset + 46 > view.byteLength || view.getUint32(offset, true) !== ENTRY_SIGNATURE) return null;
    const nameLength = view.getUint16(offset + 28, true);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(offset + 46, offset + 46 + nameLength)),
      flags: view.getUint16(offset + 8, true),
      method: view.getUint16(offset + 10, true),
      checksum: view.getUint32(offset + 16, true),
      packedSize: view.getUint32(offset + 20, true),
      size: view.getUint32(offset + 24, true),
      offset: view.getUint32(offset + 42, true),
    });
    offset += 46 + nameLength + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true);
  }
  return entries;
}

function unpack(view: DataView, bytes: Uint8Array, entry: ZipEntry, limit: number): Uint8Array {
  if (entry.size > limit) throw tooLarge(limit, "bytes");
  if ((entry.flags & 1) === 1) {
    throw new RecordReadError("The file is locked with a password. Save it without one and add it again.", {
      reason: "encrypted",
    });
  }
  if (entry.offset + 30 > view.byteLength || view.getUint32(entry.offset, true) !== LOCAL_SIGNATURE) throw damaged();
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  if (start + entry.packedSize > view.byteLength) throw damaged();
  const unpacked = inflate(bytes.subarray(start, start + entry.packedSize), entry);
  if (unpacked.length !== entry.size || crc32(unpacked) !== entry.checksum) throw damaged();
  return unpacked;
}

function inflate(packed: Uint8Array, { method, size }: ZipEntry): Uint8Array {
  if (method === 0) return packed;
  if (method !== 8) throw damaged();
  try {
    // Stops as soon as it grows beyond what the directory says: a bomb that lies about its size is never unpacked.
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch (cause) {
    throw damaged(cause);
  }
}

function damaged(cause?: unknown): RecordReadError {
  return new RecordReadError("The file is damaged: it is not whole. Save or copy it again and add it again.", {
    reason: "damaged",
    cause,
  });
}

function tooLarge(limit: number, unit: string): RecordReadError {
  return new RecordReadError(
    `The file would grow beyond ${limit} ${unit} when unpacked. Save the record as a smaller file and add it again.`,
    { reason: "too-large", details: { limit, unit } },
  );
}
