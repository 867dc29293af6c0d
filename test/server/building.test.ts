import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withBuildLock } from "../../server/process/build-lock.ts";
import { digestSources } from "../../server/process/source-digest.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "relator-building-"));
  await mkdir(join(directory, "server", "inner"), { recursive: true });
  await writeFile(join(directory, "server", "inner", "a.ts"), "a");
  await writeFile(join(directory, "package-lock.json"), "{}");
});
afterEach(() => rm(directory, { recursive: true }));

const digest = () => digestSources(directory, ["package-lock.json", "server", "missing"]);
const source = (name: string) => join(directory, "server", name);

test("sources are the same after a checkout that changes their times", async () => {
  const before = digest();
  await utimes(source("inner/a.ts"), new Date(0), new Date(0));
  expect(digest()).toBe(before);
});

test("sources differ when a file changes, comes, goes or is renamed", async () => {
  const seen = new Set([digest()]);
  await writeFile(source("inner/a.ts"), "b");
  seen.add(digest());
  await writeFile(source("b.ts"), "a");
  seen.add(digest());
  await rm(source("inner/a.ts"));
  seen.add(digest());
  await rm(source("b.ts"));
  await writeFile(source("c.ts"), "a");
  seen.add(digest());
  expect(seen.size).toBe(5);
});

test("records, models and installed packages are no sources", async () => {
  const before = digest();
  for (const folder of ["documents", "model", "node_modules"]) {
    await mkdir(source(folder));
    await writeFile(source(`${folder}/x`), "x");
  }
  expect(digest()).toBe(before);
});

test("builds that start together run one after another", async () => {
  const lock = join(directory, "dist", "lock");
  let running = 0;
  let most = 0;
  const build = () =>
    withBuildLock(lock, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    });
  await Promise.all([build(), build(), build()]);
  expect(most).toBe(1);
});

test("a build that failed, or whose process is gone, holds nobody up", async () => {
  const lock = join(directory, "lock");
  await expect(withBuildLock(lock, () => Promise.reject(new Error("does not compile")))).rejects.toThrow(
    "does not compile",
  );
  await writeFile(lock, "999999999");
  expect(await withBuildLock(lock, async () => "built")).toBe("built");
});
