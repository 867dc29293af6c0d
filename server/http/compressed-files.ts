import { readdirSync } from "node:fs";
import { sep } from "node:path";
import type { Request, Response } from "express";

/** By preference: what the build laid beside the files. */
const encodings = [
  { name: "br", ending: ".br" },
  { name: "gzip", ending: ".gz" },
] as const;

export interface CompressedFiles {
  /** Whether this is itself a twin: it has no address of its own. */
  has(path: string): boolean;
  /**
   * Sends the compressed twin of a file to whoever accepts one.
   * @param path Below the folder, with slashes.
   * @returns False where there is none: then the file itself is to be sent.
   */
  send(path: string, request: Request, response: Response, headers: Readonly<Record<string, string>>): boolean;
}

/** The twins in a folder, listed once: a file without a listed twin is sent as it is. */
export function openCompressedFiles(root: string): CompressedFiles {
  const twins = listTwins(root);
  return {
    has: (path) => twins.has(path),
    send: (path, request, response, headers) => {
      // A part of a file is a part of its plain bytes.
      if (request.headers.range !== undefined) return false;
      const chosen = encodings.find(({ name, ending }) => twins.has(path + ending) && request.acceptsEncodings(name));
      if (chosen === undefined) return false;
      response
        .type(path.slice(path.lastIndexOf(".")))
        .vary("Accept-Encoding")
        .set({ ...headers, "Content-Encoding": chosen.name });
      response.sendFile(path + chosen.ending, { root, cacheControl: false, acceptRanges: false });
      return true;
    },
  };
}

function isTwin(path: string): boolean {
  return encodings.some(({ ending }) => path.endsWith(ending));
}

function listTwins(directory: string): ReadonlySet<string> {
  try {
    const names = readdirSync(directory, { recursive: true, encoding: "utf8" });
    return new Set(names.map((name) => name.split(sep).join("/")).filter(isTwin));
  } catch {
    // The page has not been built, and what is sent in its place says so.
    return new Set();
  }
}
