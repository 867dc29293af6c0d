import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

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
