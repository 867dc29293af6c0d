import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { endianness } from "node:os";
import { pipeline } from "node:stream/promises";
import { createPause } from "../work-slices.ts";
import { isMissing, type StoredFile } from "./store-manifest.ts";

/** How a file differs from what its manifest says of it. */
export type FileProblem = "file-missing" | "file-truncated" | "file-altered";

export const vectorsFile = "vectors.f32";
export const textHashesFile = "texts.sha256";
export const graphFile = "graph.hnsw";
export const nodesFile = "nodes.i32";

/** Writes a new file and waits until it is on the disk. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<StoredFile> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes: bytes.byteLength, sha256: await hashBytes(bytes) };
}

/** Waits until a file that something else wrote is on the disk, and describes it. */
export async function settleFile(path: string): Promise<StoredFile> {
  const file = await open(path, "r+");
  try {
    await file.sync();
    const { size } = await file.stat();
    return { bytes: size, sha256: await hashFile(path) };
  } finally {
    await file.close();
  }
}

/** Makes the entries of a folder durable. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** @returns The bytes, aligned for any typed array, or how the file differs from its description. */
export async function readVerified(path: string, expected: StoredFile): Promise<Uint8Array<ArrayBuffer> | FileProblem> {
  const file = await openOrMissing(path);
  if (!file) return "file-missing";
  try {
    const { size } = await file.stat();
    if (size < expected.bytes) return "file-truncated";
    if (size > expected.bytes) return "file-altered";
    const bytes = new Uint8Array(new ArrayBuffer(expected.bytes));
    let done = 0;
    while (done < bytes.byteLength) {
      const { bytesRead } = await file.read(bytes, done, bytes.byteLength - done, done);
      if (bytesRead === 0) return "file-truncated";
      done += bytesRead;
    }
    return (await hashBytes(bytes)) === expected.sha256 ? bytes : "file-altered";
  } finally {
    await file.close();
  }
}

/** Checks a file without keeping its bytes. */
export async function verifyFile(path: string, expected: StoredFile): Promise<FileProblem | null> {
  const file = await openOrMissing(path);
  if (!file) return "file-missing";
  try {
    const { size } = await file.stat();
    if (size !== expected.bytes) return size < expected.bytes ? "file-truncated" : "file-altered";
    return (await hashFile(path)) === expected.sha256 ? null : "file-altered";
  } finally {
    await file.close();
  }
}

/** Little-endian bytes of the values; shares their memory where the machine has the same order. */
export function toLittleEndian(values: Float32Array | Int32Array): Uint8Array {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return endianness() === "LE" ? bytes : Buffer.from(bytes).swap32();
}

/** The reverse of `toLittleEndian`; shares the bytes' memory. */
export function fromLittleEndian(bytes: Uint8Array<ArrayBuffer>): Float32Array {
  if (endianness() === "BE") Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).swap32();
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Float32Array.BYTES_PER_ELEMENT);
}

/** Bytes hashed between two pauses: a millisecond or two. */
const hashedAtOnce = 1 << 20;

async function hashBytes(bytes: Uint8Array): Promise<string> {
  const hash = createHash("sha256");
  const pause = createPause();
  for (let start = 0; start < bytes.byteLength; start += hashedAtOnce) {
    hash.update(bytes.subarray(start, start + hashedAtOnce));
    await pause();
  }
  return hash.digest("hex");
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}

async function openOrMissing(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, "r");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
