import { Buffer } from "node:buffer";

/**
 * The tar format, as much of it as a backup needs: regular files and folders, in POSIX ustar with a pax header where a
 * name is longer than its field. Read are also the long names of GNU tar, so that an archive that somebody packed anew
 * can be restored. IEEE Std 1003.1-2017, pax, "ustar Interchange Format" and "pax Header Block".
 */
export interface TarHeader {
  readonly path: string;
  readonly bytes: number;
  readonly type: "file" | "folder";
  /** Seconds since 1970. */
  readonly modifiedAt: number;
}

/** The bytes are no tar archive, or one with what no backup holds; the message says what. */
export class TarError extends Error {
  override readonly name = "TarError";
}

export const tarBlock = 512;
/** Two empty blocks end an archive. */
export const tarEnd = Buffer.alloc(2 * tarBlock);

const fields = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  time: [136, 12],
} as const;
const checksumField = [148, 8] as const;
const typeAt = 156;
const prefixField = [345, 155] as const;
const longestPax = 64 * 1024;
const digits = { mode: 7, size: 11 } as const;

/** How many bytes follow those of a file, to the end of its last block. */
export function paddingOf(bytes: number): number {
  return (tarBlock - (bytes % tarBlock)) % tarBlock;
}

/** The blocks that stand before a file's bytes. */
export function writeTarHeader(header: TarHeader): Buffer {
  const path = Buffer.from(header.path);
  const type = header.type === "file" ? "0" : "5";
  if (path.length <= fields.name[1]) return makeBlock({ ...header, type, name: path });
  const record = paxRecord("path", header.path);
  const pax = { name: Buffer.from("pax"), bytes: record.length, modifiedAt: header.modifiedAt, type: "x" };
  return Buffer.concat([
    makeBlock(pax),
    record,
    Buffer.alloc(paddingOf(record.length)),
    makeBlock({ ...header, type, name: path.subarray(0, fields.name[1]) }),
  ]);
}

/** "<length> path=<value>\n": the length counts its own digits. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  if (rest + String(length).length > length) length += 1;
  return Buffer.from(`${length} ${key}=${value}\n`);
}

interface BlockParts extends Pick<TarHeader, "bytes" | "modifiedAt"> {
  readonly name: Buffer;
  readonly type: string;
}

function makeBlock({ name, bytes, modifiedAt, type }: BlockParts): Buffer {
  const block = Buffer.alloc(tarBlock);
  const octal = ([at]: readonly [number, number], value: number, length: number) =>
    block.write(Math.floor(value).toString(8).padStart(length, "0"), at, "latin1");
  name.copy(block, 0);
  octal(fields.mode, type === "5" ? 0o700 : 0o600, digits.mode);
  octal(fields.uid, 0, digits.mode);
  octal(fields.gid, 0, digits.mode);
  octal(fields.size, bytes, digits.size);
  octal(fields.time, modifiedAt, digits.size);
  block.write(type, typeAt, "latin1");
  block.write("ustar\u000000", 257, "latin1");
  block.write(`${checksumOf(block).toString(8).padStart(6, "0")}\u0000 `, checksumField[0], "latin1");
  return block;
}

/** The sum of all bytes, those of the sum itself taken as spaces. */
function checksumOf(block: Uint8Array): number {
  const [from, length] = checksumField;
  return block.reduce((sum, byte, at) => sum + (at >= from && at < from + length ? 0x20 : byte), 0);
}

/** Takes bytes as they come. */
export interface TarReader {
  /** At least so many bytes, or all there are. @throws TarError when the archive ends before. */
  read(bytes: number): Promise<Buffer>;
}

/** The next entry; null at the end. The caller reads its bytes and their padding. @throws TarError */
export async function readTarHeader(reader: TarReader): Promise<TarHeader | null> {
  let longPath: string | null = null;
  for (;;) {
    const block = await reader.read(tarBlock);
    if (block.every((byte) => byte === 0)) return null;
    if (readOctal(block, checksumField) !== checksumOf(block)) throw new TarError("A header's checksum is wrong.");
    const type = String.fromCharCode(block[typeAt] ?? 0);
    const bytes = readOctal(block, fields.size);
    if (type === "x" || type === "L") {
      if (bytes > longestPax) throw new TarError("A header is longer than any name.");
      const content = (await reader.read(bytes + paddingOf(bytes))).subarray(0, bytes);
      longPath = type === "L" ? readText(content) : (paxPathOf(content) ?? longPath);
      continue;
    }
    const path = longPath ?? namedPath(block);
    const modifiedAt = readOctal(block, fields.time);
    if (type === "5") return { path, bytes: 0, type: "folder", modifiedAt };
    if (type === "0" || type === "\u0000") return { path, bytes, type: "file", modifiedAt };
    throw new TarError(`“${path}” is neither a file nor a folder: a backup holds no links and no devices.`);
  }
}

function namedPath(block: Buffer): string {
  const text = ([at, length]: readonly [number, number]) => readText(block.subarray(at, at + length));
  const prefix = text(prefixField);
  return prefix === "" ? text(fields.name) : `${prefix}/${text(fields.name)}`;
}

function paxPathOf(content: Buffer): string | null {
  let path: string | null = null;
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const length = Number(content.subarray(at, space).toString("latin1"));
    if (space < 0 || !Number.isSafeInteger(length) || length <= space - at)
      throw new TarError("A pax header is damaged.");
    const [key, ...value] = content
      .subarray(space + 1, at + length - 1)
      .toString("utf8")
      .split("=");
    if (key === "path") path = value.join("=");
    if (key === "size") throw new TarError("A file of the archive is larger than a backup's can be.");
    at += length;
  }
  return path;
}

function readText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString("utf8");
}

function readOctal(block: Buffer, [at, length]: readonly [number, number]): number {
  const text = block
    .subarray(at, at + length)
    .toString("latin1")
    .split("\u0000")
    .join(" ")
    .trim();
  if ([...text].some((digit) => digit < "0" || digit > "7")) throw new TarError("A number of a header is damaged.");
  return Number.parseInt(text || "0", 8);
}
