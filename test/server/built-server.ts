import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readerVersion } from "../../corpus/reader.ts";
import { readAdminKey } from "../../server/access/admin-key.ts";
import { holdKey } from "./operator.ts";

export const packageDirectory = join(import.meta.dirname, "..", "..");

/** What a process wrote and how it ended. */
export interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
  readonly errors: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
  readonly ended: Promise<Ended>;
}

export interface RunningServer extends Running {
  readonly url: string;
  /** Ends it as an operator does. */
  stop(): Promise<Ended>;
}

export type Environment = Readonly<Record<string, string>>;

/** Builds what is stale in dist/, so that what runs is what is written. The test command has just built it. */
export async function buildProduct(): Promise<void> {
  if (process.env.RELATOR_TEST_BUILT === "true") return;
  const { exitCode, errors } = await runNode(["--import", "tsx", "server/build-stale.ts"], {}).ended;
  if (exitCode !== 0) throw new Error(`The product does not build:\n${errors}`);
}

/**
 * A new data folder with the index of the embedded collection, so that a start loads it: embedding its texts takes longer
 * than all else that a start does. Made by the first test that asks, kept between runs, and built again by the product
 * where it does not match.
 */
export async function makeDataDirectory(name: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), `relator-${name}-`));
  const kept = await nameKeptIndex();
  if (!existsSync(kept)) await keepIndex(kept);
  await cp(kept, join(directory, "index"), { recursive: true });
  return directory;
}

async function nameKeptIndex(): Promise<string> {
  const manifests = ["corpus/documents/manifest.json", "embeddings/model/multilingual-e5-small/manifest.json"];
  const digest = createHash("sha256").update(readerVersion);
  for (const file of manifests) digest.update(await readFile(join(packageDirectory, file)));
  const folder = join(packageDirectory, "node_modules", ".cache", "relator-test-index");
  return join(folder, digest.digest("hex").slice(0, 16));
}

async function keepIndex(kept: string): Promise<void> {
  const made = await mkdtemp(join(tmpdir(), "relator-index-"));
  await runCommandLine(["list"], { DATA_DIR: made });
  const own = `${kept}-${process.pid}`;
  await mkdir(dirname(kept), { recursive: true });
  await cp(join(made, "index"), own, { recursive: true });
  await rm(made, { recursive: true, force: true });
  // Another test may have been quicker.
  await rename(own, kept).catch(() => rm(own, { recursive: true, force: true }));
}

export function runNode(parameters: readonly string[], environment: Environment): Running {
  const child = spawn(process.execPath, [...parameters], {
    cwd: packageDirectory,
    env: { PATH: process.env.PATH, LANG: "en_US.UTF-8", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk) => {
    output += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    errors += String(chunk);
  });
  const ended = once(child, "close").then(([exitCode]) => ({ exitCode: exitCode as number | null, output, errors }));
  return { child, output: () => output, errors: () => errors, ended };
}

/** Starts the built server on a free port and waits until it says that it is ready. */
export async function startServer(environment: Environment): Promise<RunningServer> {
  const running = runNode(["dist/server/main.js"], { PORT: "0", ...environment });
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const ready = /^Relator is ready at (\S+)$/m.exec(running.output());
      if (ready?.[1]) resolve(ready[1]);
    };
    running.child.stdout?.on("data", look);
    void running.ended.then(({ errors }) => reject(new Error(`The server ended before it was ready:\n${errors}`)));
  });
  if (environment.DATA_DIR !== undefined) holdKey(url, readAdminKey(environment.DATA_DIR) ?? "");
  return {
    ...running,
    url,
    stop: () => {
      running.child.kill("SIGTERM");
      return running.ended;
    },
  };
}

/** Waits for a server that must not come up. */
export function failToStart(environment: Environment): Promise<Ended> {
  return runNode(["dist/server/main.js"], { PORT: "0", LOG_LEVEL: "silent", ...environment }).ended;
}

export function runCommandLine(parameters: readonly string[], environment: Environment): Promise<Ended> {
  return runNode(["dist/server/command-line.js", ...parameters], environment).ended;
}
