import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Folders within the sources whose files are read at run time and never built. */
const notBuilt: ReadonlySet<string> = new Set(["node_modules", "documents", "model", "dist"]);

/**
 * Digest of the names and contents of files and folders, with everything in them. Contents and not times: a checkout
 * makes old files new and new files old.
 */
export function digestSources(root: string, paths: readonly string[]): string {
  const digest = createHash("sha256");
  for (const file of paths.flatMap((path) => listFiles(join(root, path))).sort()) {
    const name = relative(root, file).split(sep).join("/");
    const content = createHash("sha256").update(readFileSync(file)).digest("hex");
    digest.update(`${name}\n${content}\n`);
  }
  return digest.digest("hex");
}

function listFiles(path: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return [];
  if (stats.isFile()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return notBuilt.has(entry.name) ? [] : listFiles(join(path, entry.name));
    return entry.isFile() ? [join(path, entry.name)] : [];
  });
}
