import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withBuildLock } from "./process/build-lock.ts";
import { compressPage } from "./process/compressed-page.ts";
import { findPackageDirectory } from "./process/package-directory.ts";
import { digestSources } from "./process/source-digest.ts";

/** A half of the product that is built on its own. */
interface BuiltPart {
  readonly name: "server" | "client";
  readonly sources: readonly string[];
  /** Without it the part is not built, whatever the stamp says. */
  readonly product: string;
  readonly command: readonly [string, ...string[]];
  /** What is left to do with what the command has built. */
  readonly finish?: (root: string) => void;
}

const shared = ["package-lock.json", "tsconfig.json"] as const;

const parts: readonly BuiltPart[] = [
  {
    name: "server",
    sources: [...shared, "tsconfig.build.json", "corpus", "embeddings", "server"],
    product: "dist/server/main.js",
    command: ["typescript/bin/tsc", "-p", "tsconfig.build.json"],
  },
  {
    name: "client",
    sources: [
      ...shared,
      "client",
      "server/protocol.ts",
      "server/ingest-protocol.ts",
      "server/corrections-protocol.ts",
      "server/session-protocol.ts",
      "server/access-protocol.ts",
      "server/process/compressed-page.ts",
    ],
    product: "dist/client/index.html",
    command: ["vite/bin/vite.js", "build", "client", "--logLevel", "warn"],
    finish: (root) => compressPage(join(root, "dist", "client")),
  },
];

/**
 * Builds what is missing in dist/ or older than its sources. Says nothing when there is nothing to do.
 * @param everything Builds also what is not stale.
 */
async function buildStale(root: string, everything: boolean): Promise<void> {
  const stamps = join(root, "dist", "stamps");
  const isFresh = ({ name, product }: BuiltPart, digest: string) =>
    !everything && existsSync(join(root, product)) && readStamp(join(stamps, name)) === digest;

  for (const part of parts) {
    const digest = digestSources(root, part.sources);
    if (isFresh(part, digest)) continue;
    await withBuildLock(join(root, "dist", `${part.name}.lock`), async () => {
      // Whoever held the lock may have built it meanwhile.
      if (isFresh(part, digest)) return;
      process.stderr.write(`Building the ${part.name}…\n`);
      const stamp = join(stamps, part.name);
      rmSync(stamp, { force: true });
      await run(root, part.command);
      part.finish?.(root);
      mkdirSync(stamps, { recursive: true });
      writeFileSync(stamp, digest);
    });
  }
}

function readStamp(file: string): string | null {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

/** Runs a script of a development dependency; what it prints is shown. */
function run(root: string, [script, ...options]: BuiltPart["command"]): Promise<void> {
  const child = spawn(process.execPath, [join(root, "node_modules", script), ...options], {
    cwd: root,
    // What a build prints must not mix with what the command it precedes prints for programs.
    stdio: ["ignore", process.stderr, "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${script} failed. Mend what it names above and start again.`));
    });
  });
}

try {
  // `npm run build` comes here too, so that what it has built is known not to be stale.
  await buildStale(findPackageDirectory(import.meta.url), process.argv.includes("--everything"));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
