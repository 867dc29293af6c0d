import { readFile, stat } from "node:fs/promises";
import { isFileError } from "./file-system.ts";

/** A file whose bytes something vouches for. */
export interface VouchedFile {
  readonly path: string;
  /** Whether answers are made from it, or it is only handed out. */
  readonly of: "reading" | "original";
  readonly isRight: (bytes: Uint8Array) => boolean;
  /** It need not be there. */
  readonly isOptional?: true;
}

/** What is known of files that were found to be right. */
export interface FileChecks {
  /**
   * Whether a file is right. One whose size and times are as they were when it was last found right is not read again,
   * unless all bytes are to be looked at: what decays on a disk changes no time.
   */
  isRight(file: VouchedFile, options: CheckOptions): Promise<boolean>;
}

export interface CheckOptions {
  readonly thorough: boolean;
  /** So many bytes were read from the disk. */
  readonly onRead?: (bytes: number) => void;
}

/** @param stampOf Tells a file from what it was before without reading it. */
export function createFileChecks(stampOf = stampOfFile): FileChecks {
  const stamps = new Map<string, string>();

  return {
    isRight: async ({ path, isRight, isOptional = false }, { thorough, onRead }) => {
      try {
        const stamp = await stampOf(path);
        if (!thorough && stamps.get(path) === stamp) return true;
        const bytes = await readFile(path);
        onRead?.(bytes.length);
        if (!isRight(bytes)) {
          stamps.delete(path);
          return false;
        }
        // Of before the bytes were read: what is written meanwhile is met the next time.
        stamps.set(path, stamp);
        return true;
      } catch (error) {
        stamps.delete(path);
        if (!isFileError(error)) throw error;
        // A file that is not there, or of which the disk gives an error, holds nothing that could be quoted.
        return isOptional && error.code === "ENOENT";
      }
    },
  };
}

async function stampOfFile(path: string): Promise<string> {
  const { size, mtimeMs, ctimeMs, ino } = await stat(path);
  return [size, mtimeMs, ctimeMs, ino].join(" ");
}
