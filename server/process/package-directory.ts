import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod/mini";

/**
 * The folder of package.json, found upwards from a module: the same whether it runs from its TypeScript or compiled.
 * @throws Error when there is none above the module.
 */
export function findPackageDirectory(moduleUrl: string): string {
  let directory = dirname(fileURLToPath(moduleUrl));
  while (!existsSync(join(directory, "package.json"))) {
    const parent = dirname(directory);
    if (parent === directory) throw new Error(`No package.json stands above ${fileURLToPath(moduleUrl)}.`);
    directory = parent;
  }
  return directory;
}

/** The version that package.json above a module tells. */
export function readPackageVersion(moduleUrl: string): string {
  const text = readFileSync(join(findPackageDirectory(moduleUrl), "package.json"), "utf8");
  return z.parse(z.object({ version: z.string() }), JSON.parse(text)).version;
}
