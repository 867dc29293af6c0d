import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

/** Programs of the system's that recognise words in pictures of pages; all are Debian packages. */
export interface OcrTools {
  /** Paths. */
  readonly pdftoppm: string;
  readonly tesseract: string;
  /** Languages whose data is there, as tesseract names them. */
  readonly languages: readonly string[];
}

/** What lacks, by the names of Debian's packages. */
export interface MissingTools {
  readonly missing: readonly string[];
}

/** Languages that records are read in, as tesseract names them. */
const wanted = ["spa", "eng", "por", "fra"] as const;
const listingMs = 10_000;

/** Looks for the programs in the folders of `PATH`. */
export async function findOcrTools(path: string): Promise<OcrTools | MissingTools> {
  const [pdftoppm, tesseract] = await Promise.all([findProgram("pdftoppm", path), findProgram("tesseract", path)]);
  const languages = tesseract === null ? [] : await listLanguages(tesseract);
  if (pdftoppm !== null && tesseract !== null && languages.length > 0) return { pdftoppm, tesseract, languages };
  const missing = [
    ...(tesseract === null ? ["tesseract-ocr"] : []),
    ...(languages.length === 0 ? ["tesseract-ocr-spa"] : []),
    ...(pdftoppm === null ? ["poppler-utils"] : []),
  ];
  return { missing };
}

export function areThere(tools: OcrTools | MissingTools): tools is OcrTools {
  return !("missing" in tools);
}

async function findProgram(name: string, path: string): Promise<string | null> {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, name);
    try {
      await access(file, constants.X_OK);
      return file;
    } catch {
      // It may be in the next one.
    }
  }
  return null;
}

async function listLanguages(tesseract: string): Promise<readonly string[]> {
  try {
    const { stdout } = await promisify(execFile)(tesseract, ["--list-langs"], { timeout: listingMs });
    const held = new Set(stdout.split("\n").map((line) => line.trim()));
    return wanted.filter((language) => held.has(language));
  } catch {
    return [];
  }
}
