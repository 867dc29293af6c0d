import { extname } from "node:path";
import type { Language } from "./document.ts";
import { foldText } from "./folding.ts";

const longestId = 100;
const LANGUAGE_SUFFIX = /[._-](es|en|pt|fr)$/u;

/** Whether a text is an id as file names make them: small letters, digits and single hyphens. */
export function isDocumentId(text: string): boolean {
  return slugOf(text) === text && text.length <= longestId;
}

/** An id from a file's name: without extension and language suffix, in small letters, digits and hyphens. */
export function documentIdOf(file: string): string {
  return slugOf(stemOf(file).replace(LANGUAGE_SUFFIX, ""));
}

function stemOf(file: string): string {
  return file.slice(0, file.length - extname(file).length);
}

/** The language that a file's name ends in ("acta.es.txt"); null where it tells none. */
export function languageSuffixOf(file: string): Language | null {
  // The pattern's alternatives are the languages.
  return (LANGUAGE_SUFFIX.exec(stemOf(file))?.[1] as Language | undefined) ?? null;
}

function slugOf(text: string): string {
  const slug = foldText(text.normalize("NFC"))
    .replace(/[^a-z0-9]+/gu, "-")
    .replace(/^-+|-+$/gu, "");
  // Names of folders have a limit, and folding may make a name longer.
  const short = slug.slice(0, longestId).replace(/-+$/u, "");
  return short === "" ? "record" : short;
}

/**
 * An id for each of some files, none of those taken. Names that would make the same one ("acta.es.txt" and "acta.en.txt")
 * keep their suffixes in it.
 */
export function assignIds(files: readonly string[], taken: ReadonlySet<string>): ReadonlyMap<string, string> {
  const used = new Set(taken);
  const ids = new Map<string, string>();
  for (const file of files) {
    const short = documentIdOf(file);
    const shared = used.has(short) || files.some((other) => other !== file && documentIdOf(other) === short);
    let id = shared ? slugOf(file) : short;
    for (let number = 2; used.has(id); number += 1) id = `${shared ? slugOf(file) : short}-${number}`;
    used.add(id);
    ids.set(file, id);
  }
  return ids;
}
