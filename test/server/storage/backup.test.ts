import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ensureAdminKey } from "../../../server/access/admin-key.ts";
import { openKeyStore } from "../../../server/access/key-store.ts";
import { openSessions } from "../../../server/access/sessions.ts";
import { writeWholeFile } from "../../../server/records/whole-files.ts";
import { makeBackup } from "../../../server/storage/backup.ts";
import { finishRestores, restoreBackup } from "../../../server/storage/restore.ts";
import { takeSnapshot } from "../../../server/storage/snapshot.ts";
import { paddingOf, tarEnd, writeTarHeader } from "../../../server/storage/tar.ts";
import { fillDataFolder, readAll } from "./data-folder.ts";

const run = promisify(execFile);

let directory: string;
let data: string;
let file: string;
let target: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "relator-backup-"));
  data = join(directory, "data");
  file = join(directory, "backup.tar.gz");
  target = join(directory, "target");
  await fillDataFolder(data);
  await mkdir(target);
});
afterEach(() => rm(directory, { recursive: true }));

describe("a backup", () => {
  test("holds everything, byte for byte, and is restored into an empty folder", async () => {
    await mkdir(join(data, "index"));
    await writeFile(join(data, "index", "derived"), "made anew");
    const before = new Map([...(await readAll(data))].filter(([path]) => !path.startsWith("index")));
    expect(await makeBackup(data, file)).toMatchObject({ files: before.size });
    expect(await restoreBackup(target, file, { replace: false })).toMatchObject({ files: before.size, before: null });
    expect(await readAll(target)).toEqual(before);
    // Nothing of the work is left.
    expect((await readdir(data)).filter((name) => name.startsWith("."))).toEqual([]);
    expect((await readdir(target)).filter((name) => name.startsWith("."))).toEqual([]);
    expect((await readdir(directory)).sort()).toEqual(["backup.tar.gz", "data", "target"]);
  });

  test("is one that the system's own tar unpacks, and one that it packed is restored", async () => {
    const long = `${"ñ".repeat(60)}-${"a".repeat(100)}.txt`;
    await writeFile(join(data, "documents", long), "Words by hand");
    await makeBackup(data, file);
    await run("tar", ["-xzf", file, "-C", target]);
    const expected = await readAll(data);
    const unpacked = new Map(await readAll(target));
    expect(unpacked.delete("backup.json")).toBe(true);
    expect(unpacked).toEqual(expected);
    const again = join(directory, "again.tar");
    await run("tar", ["--format=gnu", "-cf", again, "-C", target, ...(await readdir(target))]);
    const third = join(directory, "third");
    await mkdir(third);
    await restoreBackup(third, again, { replace: false });
    expect(await readAll(third)).toEqual(expected);
  });

  test("is for its account alone, never in the data folder, and never over another file", async () => {
    const umask = process.umask(0o022);
    await makeBackup(data, file).finally(() => process.umask(umask));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await expect(makeBackup(data, file)).rejects.toMatchObject({ obstacle: "exists" });
    await expect(makeBackup(data, join(data, "documents", "b.gz"))).rejects.toMatchObject({ obstacle: "inside" });
  });

  test("is of one moment, whatever is replaced or removed while it is packed", async () => {
    const note = join(data, "documents", "forests", "note.json");
    const snapshot = await takeSnapshot(data);
    const before = await readFile(note, "utf8");
    await writeWholeFile(note, "{}");
    await rm(join(data, "documents", "rivers"), { recursive: true });
    const kept = snapshot.files.find(({ path }) => path === "documents/forests/note.json");
    if (kept === undefined) throw new Error("no note");
    expect(await readFile(snapshot.pathOf(kept), "utf8")).toBe(before);
    for (const each of snapshot.files) expect((await stat(snapshot.pathOf(each))).size).toBe(each.bytes);
    await snapshot.release();
  });
});

describe("a restore", () => {
  test("into a folder that holds something is asked for in words, and puts that aside", async () => {
    await makeBackup(data, file);
    const before = await readAll(data);
    await writeFile(join(target, "collections.json"), "mine");
    await expect(restoreBackup(target, file, { replace: false })).rejects.toMatchObject({ obstacle: "not-empty" });
    expect(await readAll(target)).toEqual(new Map([["collections.json", "mine"]]));
    const report = await restoreBackup(target, file, { replace: true });
    const after = new Map(await readAll(target));
    expect(after.get(`${report.before}/collections.json`)).toBe("mine");
    after.delete(`${report.before}/collections.json`);
    expect(after).toEqual(before);
  });

  test("lets nobody in who was shut out since: its own keys stay, and what opens a folder is in no backup", async () => {
    const keys = openKeyStore(data);
    await keys.make({ name: "office", scopes: ["add"], expiresAt: null });
    await ensureAdminKey(data, keys);
    const sessions = openSessions(data, { onFault: () => {} });
    const { token } = await sessions.open("office");
    await makeBackup(data, file);
    await keys.revoke("office");
    await sessions.close(token);
    const adminKey = await readFile(join(data, "admin.key"), "utf8");
    const report = await restoreBackup(data, file, { replace: true });
    expect(await readFile(join(data, "admin.key"), "utf8")).toBe(adminKey);
    const names = () => openKeyStore(data).list();
    expect(names().map(({ name }) => name)).toEqual(["admin"]);
    expect(openSessions(data, { onFault: () => {} }).keyOf(token)).toBeNull();
    expect(await readdir(join(data, report.before ?? ""))).not.toContain("keys.json");
    // A folder that has none takes the backup's keys, but for the first one, which is made anew.
    await restoreBackup(target, file, { replace: false });
    expect(await readdir(target)).not.toContain("sessions.json");
    expect(await readdir(target)).not.toContain("admin.key");
    const restored = openKeyStore(target);
    expect(restored.list().map(({ name }) => name)).toEqual(["office", "admin"]);
    await ensureAdminKey(target, restored);
    expect(typeof restored.verify(adminKey.trim())).toBe("string");
  });

  test("of an older backup leaves out what opened its folder", async () => {
    const opened = entry("admin.key", "relator_0_0\n");
    const sha256 = createHash("sha256").update("relator_0_0\n").digest("hex");
    const files = [{ path: "admin.key", bytes: 12, sha256 }];
    const manifest = { format: "relator-backup", version: 1, madeAt: "x", files };
    await writeFile(file, pack(opened, entry("backup.json", JSON.stringify(manifest))));
    await restoreBackup(target, file, { replace: false });
    expect(await readdir(target)).toEqual([]);
  });

  test.each([0, 1, 2, 3])("that is killed after %i moves is ended by the next start", async (moves) => {
    await makeBackup(data, file);
    const before = await readAll(data);
    // What a restore has done when it is proved: unpacked, and told what to do.
    const staging = join(target, ".restoring-000000000000");
    await restoreBackup(join(directory, "data"), file, { replace: true });
    await mkdir(join(staging, "files"), { recursive: true });
    await writeFile(join(target, "collections.json"), "mine");
    const entries = ["collections.json", "documents", "feedback", "overlays", "removed"];
    for (const name of entries) await run("cp", ["-r", join(data, name), join(staging, "files", name)]);
    await writeFile(
      join(staging, "ready.json"),
      JSON.stringify({ replaced: ["collections.json"], into: "before-restore-x" }),
    );
    const steps = [
      () => run("mkdir", [join(target, "before-restore-x")]),
      () => run("mv", [join(target, "collections.json"), join(target, "before-restore-x")]),
      () => run("mv", [join(staging, "files", "collections.json"), target]),
    ];
    for (const step of steps.slice(0, moves)) await step();
    await finishRestores(target);
    const after = new Map(await readAll(target));
    expect(after.get("before-restore-x/collections.json")).toBe("mine");
    after.delete("before-restore-x/collections.json");
    expect(after).toEqual(before);
  });

  const entry = (path: string, content: string, type: "file" | "folder" = "file") => {
    const bytes = Buffer.byteLength(content);
    const header = writeTarHeader({ path, bytes, modifiedAt: 0, type });
    return Buffer.concat([header, Buffer.from(content), Buffer.alloc(paddingOf(bytes))]);
  };
  const pack = (...entries: readonly Buffer[]) => gzipSync(Buffer.concat([...entries, tarEnd]));
  const emptyManifest = entry("backup.json", '{"format":"relator-backup","version":1,"madeAt":"x","files":[]}');
  const linkTo = (path: string) => {
    const block = Buffer.from(writeTarHeader({ path, bytes: 0, modifiedAt: 0, type: "file" }));
    block.write("2", 156);
    block.write("/etc", 157);
    block.write("        ", 148);
    block.write(
      `${block
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, "0")}\u0000 `,
      148,
    );
    return block;
  };

  test.each<[string, () => Buffer]>([
    ["a path that leads out", () => pack(entry("../outside", "x"), emptyManifest)],
    ["a path that leads out further in", () => pack(entry("documents/../../outside", "x"), emptyManifest)],
    ["an absolute path", () => pack(entry("/tmp/relator-outside", "x"), emptyManifest)],
    ["another system's path", () => pack(entry("documents\\..\\outside", "x"), emptyManifest)],
    ["a hidden name", () => pack(entry(".restoring-1/ready.json", "{}"), emptyManifest)],
    ["a name with control characters", () => pack(entry("documents/a\u0007", "x"), emptyManifest)],
    ["a link", () => pack(linkTo("documents"), entry("documents/passwd", "x"), emptyManifest)],
    ["the same name twice", () => pack(entry("a", "x"), entry("a", "y"), emptyManifest)],
    ["a file that the manifest does not tell of", () => pack(entry("documents/a.txt", "x"), emptyManifest)],
    ["no manifest", () => pack(entry("documents/a.txt", "x"))],
    ["no tar", () => gzipSync(Buffer.alloc(3_000, 0x61))],
    ["no gzip and no tar", () => Buffer.from("not at all")],
    ["nothing", () => Buffer.alloc(0)],
  ])("refuses %s and changes nothing", async (_what, make) => {
    await writeFile(file, make());
    await expect(restoreBackup(target, file, { replace: false })).rejects.toMatchObject({
      name: /RestoreError|TarError/,
    });
    expect(await readdir(target)).toEqual([]);
    expect((await readdir(directory)).sort()).toEqual(["backup.tar.gz", "data", "target"]);
  });

  test("refuses a backup that was cut off or altered, at any place", async () => {
    await makeBackup(data, file);
    const whole = await readFile(file);
    const plain = gunzipSync(whole);
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      await writeFile(file, whole.subarray(0, Math.floor(whole.length * share)));
      await expect(restoreBackup(target, file, { replace: false })).rejects.toThrow();
      const altered = Buffer.from(plain);
      // Into a file's bytes or a header; the last blocks are empty and told by nothing.
      const at = Math.floor((plain.length - 2_048) * share);
      altered[at] = (altered[at] ?? 0) ^ 0x10;
      await writeFile(file, altered);
      const outcome = await restoreBackup(target, file, { replace: false }).catch((error: Error) => error.name);
      if (typeof outcome !== "string") throw new Error(`An altered byte at ${at} was not met`);
      expect(await readdir(target)).toEqual([]);
    }
  });

  test("follows no link that stands where the backup's files go", async () => {
    await makeBackup(data, file);
    const elsewhere = join(directory, "elsewhere");
    await mkdir(elsewhere);
    await chmod(elsewhere, 0o700);
    await symlink(elsewhere, join(target, "documents"));
    await expect(restoreBackup(target, file, { replace: false })).rejects.toMatchObject({ obstacle: "not-empty" });
    await restoreBackup(target, file, { replace: true });
    expect(await readdir(elsewhere)).toEqual([]);
  });
});
