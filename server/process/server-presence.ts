import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";

const presenceSchema = z.object({
  pid: z.int().positive(),
  url: z.url(),
  /** Made anew by every process: what answers at the url may be another server by now. */
  instanceId: z.string().min(1),
});
export type ServerPresence = z.infer<typeof presenceSchema>;

/** Another server keeps its records in the same folder. */
export class ServerRunningError extends Error {
  override readonly name = "ServerRunningError";
  readonly presence: ServerPresence;

  constructor(presence: ServerPresence) {
    super(`A server is running at ${presence.url}`);
    this.presence = presence;
  }
}

const fileName = "server.json";
const healthTimeoutMs = 3_000;
/** Of several servers that start at the same moment on a folder with a stale claim, one takes over and the others wait. */
const takeoverPauseMs = 20;
const mostAttempts = 100;

/** The server of a data folder, if one is running: the file alone proves nothing, its server must answer. */
export async function findRunningServer(dataDirectory: string): Promise<ServerPresence | null> {
  const presence = await readPresence(join(dataDirectory, fileName));
  return presence !== null && (await isRunning(presence)) ? presence : null;
}

export interface AnnouncedPresence {
  /** Leaves the file alone when it is another server's by now. */
  withdraw(): Promise<void>;
}

/**
 * Claims a data folder for a server that listens already, so that whoever finds the claim can check it.
 * @throws ServerRunningError when another server holds the folder.
 */
export async function announceServer(dataDirectory: string, presence: ServerPresence): Promise<AnnouncedPresence> {
  await mkdir(dataDirectory, { recursive: true });
  const file = join(dataDirectory, fileName);
  const claim = `${JSON.stringify(presence, null, 2)}\n`;
  for (let attempt = 1; !(await createWhole(file, claim)); attempt += 1) {
    const found = await readPresence(file);
    if (found !== null && (attempt >= mostAttempts || (await isRunning(found)))) throw new ServerRunningError(found);
    await removeStale(file, found);
  }
  return {
    withdraw: async () => {
      const found = await readPresence(file);
      if (found?.instanceId === presence.instanceId) await rm(file, { force: true });
    },
  };
}

/** Makes a file whole or not at all, and only where there is none: a link to a finished file fails otherwise. */
async function createWhole(file: string, text: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, text, { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Takes a claim away that nobody stands behind. One process at a time, and only the very claim that was found stale:
 * another server's fresh one must not be removed by whoever looked a moment too early.
 */
async function removeStale(file: string, stale: ServerPresence | null): Promise<void> {
  const lock = `${file}.takeover`;
  if (!(await createWhole(lock, String(process.pid)))) {
    const holder = Number(await readFile(lock, "utf8").catch(() => ""));
    if (holder > 0 && !isProcessAlive(holder)) await rm(lock, { force: true });
    await wait(takeoverPauseMs);
    return;
  }
  try {
    const found = await readPresence(file);
    if (found?.instanceId === stale?.instanceId) await rm(file, { force: true });
  } finally {
    await rm(lock, { force: true });
  }
}

/** Null where there is no file, or none that a server wrote. */
async function readPresence(file: string): Promise<ServerPresence | null> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
  try {
    return presenceSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function isRunning({ url, pid, instanceId }: ServerPresence): Promise<boolean> {
  try {
    const response = await fetch(new URL("healthz", url), { signal: AbortSignal.timeout(healthTimeoutMs) });
    const health: unknown = await response.json();
    return z.object({ instanceId: z.literal(instanceId) }).safeParse(health).success;
  } catch (error) {
    // A server too busy to answer in time still holds its folder; one that refuses the connection is gone.
    return error instanceof Error && error.name === "TimeoutError" && isProcessAlive(pid);
  }
}

function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, "EPERM");
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
