import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const retryMs = 200;

/**
 * Runs the work while no other process does, so that two commands started together build once.
 * The file holds the process id: one that died in the middle holds nobody up.
 */
export async function withBuildLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  mkdirSync(dirname(file), { recursive: true });
  while (!tryLock(file)) {
    if (!isHolderAlive(file)) rmSync(file, { force: true });
    else await wait(retryMs);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryLock(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function isHolderAlive(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    // A file without its number yet was made this very moment.
    if (pid === 0) return true;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
