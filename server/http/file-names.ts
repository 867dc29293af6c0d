import { basename } from "node:path";

const longestName = 200;
/** No folders, no control characters, nothing invisible that turns or hides what stands beside it. */
const plainCharacters = /^[^/\\\p{C}]*$/u;
const letterOrDigit = /[\p{L}\p{N}]/u;

/** A file's name as a program gives it: composed (NFC), or null where it is no plain name. */
export function plainFileName(name: unknown): string | null {
  if (typeof name !== "string") return null;
  const composed = name.normalize("NFC");
  const isPlain = plainCharacters.test(composed) && letterOrDigit.test(composed) && composed.length <= longestName;
  return isPlain ? composed : null;
}

/** A file's name as a person's browser sends it: folders and invisible characters go, and what is too long is cut. */
export function tidyFileName(name: string): string | null {
  const last = basename(name.replaceAll("\\", "/")).normalize("NFC");
  const visible = [...last].filter((character) => plainCharacters.test(character)).join("");
  if (visible.length <= longestName) return plainFileName(visible.trim());
  // The extension tells what it is.
  const dot = visible.lastIndexOf(".");
  const extension = dot > 0 && visible.length - dot <= 12 ? visible.slice(dot) : "";
  return plainFileName(
    `${visible
      .slice(0, longestName - extension.length - 1)
      .toWellFormed()
      .trim()}${extension}`,
  );
}
