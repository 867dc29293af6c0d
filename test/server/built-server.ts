import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
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
