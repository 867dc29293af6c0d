import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** Smaller files fit into one packet anyway. */
const leastBytes = 1_000;

const encodings = {
  ".br": (bytes: Buffer) =>
    brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  ".gz": (bytes: Buffer) => gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }),
};

/** Lays a compressed twin beside each file of the built page that gains by it: serving it then costs no processor time. */
export function compressPage(directory: string): void {
  for (const name of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
    const file = join(directory, name);
    if (statSync(file).isFile()) compress(file);
  }
}

function compress(file: string): void {
  const bytes = readFileSync(file);
  if (bytes.length < leastBytes) return;
  for (const [ending, encode] of Object.entries(encodings)) {
    const encoded = encode(bytes);
    if (encoded.length < bytes.length) writeFileSync(file + ending, encoded);
  }
}
