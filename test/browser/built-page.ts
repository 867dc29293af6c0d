import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("../../client/", import.meta.url));

/** Builds the page as it is served, into a folder of its own, and says where: test files run beside each other. */
export async function buildPage(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), "relator-page-"));
  await build({ root, configFile: `${root}vite.config.ts`, logLevel: "error", build: { outDir, emptyOutDir: true } });
  return outDir;
}
