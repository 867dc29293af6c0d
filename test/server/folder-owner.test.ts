import { spawn } from "node:child_process";
import { once } from "node:events";
import { lstat, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { claimFolder, type FolderClaim, findOwner } from "../../server/process/folder-owner.ts";

let directory: string;
const claims: FolderClaim[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "relator-owner-"));
});
afterEach(async () => {
  for (const claim of claims.splice(0)) await claim.release();
  await rm(directory, { recursive: true });
});

async function claim(folder = directory, work = "server"): Promise<FolderClaim> {
  const made = await claimFolder(folder, work);
  claims.push(made);
  return made;
}

/** Another process that owns the folder until it is killed. */
async function startOwner(folder: string) {
  const program = fileURLToPath(new URL("../fakes/folder-owner-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", program, folder], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return child;
}

test("an owner is found with what it does, its process and its address, until it gives the folder back", async () => {
  expect(await findOwner(directory)).toBeNull();
  const made = await claim();
  expect(await findOwner(directory)).toMatchObject({ pid: process.pid, work: "server", url: null });
  made.announce("http://127.0.0.1:3000/");
  expect(await findOwner(directory)).toMatchObject({ url: "http://127.0.0.1:3000/" });
  await made.release();
  expect(await findOwner(directory)).toBeNull();
  expect(await readdir(directory)).toEqual([]);
});

test("whoever connects and says nothing keeps no owner from giving the folder back", async () => {
  const made = await claim();
  const [name = ""] = await readdir(directory);
  const silent = createConnection(join(directory, name));
  await once(silent, "connect");
  const closed = once(silent, "close");
  await made.release();
  await closed;
});

test("a second claim is refused and names the owner, which stays", async () => {
  const made = await claim();
  made.announce("http://127.0.0.1:3000/");
  await expect(claim()).rejects.toMatchObject({ name: "FolderOwnedError", owner: { pid: process.pid } });
  expect(await findOwner(directory)).toMatchObject({ url: "http://127.0.0.1:3000/" });
});

test("of many that claim at once exactly one owns the folder", async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => claim()));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await readdir(directory)).toHaveLength(1);
});

test("what is owned by a process that is killed is free at once, and one that hangs still owns it", async () => {
  const owner = await startOwner(directory);
  try {
    await expect(claim()).rejects.toMatchObject({ owner: { pid: owner.pid } });
    owner.kill("SIGSTOP");
    await expect(claim()).rejects.toMatchObject({ name: "FolderOwnedError", owner: null });
  } finally {
    owner.kill("SIGKILL");
  }
  await once(owner, "exit");
  // The socket that it left, and nothing else of this process's.
  expect(await readdir(directory)).toHaveLength(1);
  await claim();
  expect(await findOwner(directory)).toMatchObject({ pid: process.pid });
  expect(await readdir(directory)).toHaveLength(1);
}, 20_000);

describe("what somebody has put there is in nobody's way", () => {
  const planted = () => join(directory, "owner-0000000000000000.sock");

  test.each<[string, () => Promise<unknown>]>([
    ["a file", () => writeFile(planted(), "{}")],
    ["a folder", () => mkdir(planted())],
    ["a link to nothing", () => symlink(join(directory, "nothing"), planted())],
    ["a link to another program's socket", async () => symlink(await strangeSocket(), planted())],
    ["the claim of an older version", () => writeFile(join(directory, "server.json"), '{"pid":1,"url":"http://x/"}')],
  ])("%s", async (_what, plant) => {
    await plant();
    expect(await findOwner(directory)).toBeNull();
    const made = await claim();
    expect(await findOwner(directory)).toMatchObject({ pid: process.pid });
    await made.release();
    // It is left alone too.
    if (_what !== "the claim of an older version") expect(await lstat(planted())).toBeTruthy();
  });

  test("a socket that answers something else", async () => {
    const server = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")).listen(planted());
    await once(server, "listening");
    await claim();
    server.close();
  });

  /** A socket that takes a connection and never answers: no link may lead there. */
  async function strangeSocket(): Promise<string> {
    const path = join(directory, "strange");
    const server = createServer(() => {}).listen(path);
    server.unref();
    await once(server, "listening");
    return path;
  }
});

describe("a folder that no address of a socket leads into", () => {
  test("by its length is met by way of the open folder, or beside it", async () => {
    const deep = join(directory, "a".repeat(60), "b".repeat(60));
    await mkdir(deep, { recursive: true });
    await claim(deep);
    expect(await findOwner(deep)).toMatchObject({ pid: process.pid });
    await expect(claim(deep)).rejects.toMatchObject({ name: "FolderOwnedError" });
  });

  test("because it is not there, or takes no socket, is met beside it, by its real path", async () => {
    const none = join(directory, "none");
    const made = await claim(none);
    await expect(claim(none)).rejects.toMatchObject({ name: "FolderOwnedError" });
    expect(await findOwner(none)).toMatchObject({ pid: process.pid });
    await made.release();
    expect(await findOwner(none)).toBeNull();
  });
});
