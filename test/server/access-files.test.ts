import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openAccess } from "../../server/access/access.ts";
import { ensureAdminKey, readAdminKey } from "../../server/access/admin-key.ts";
import { openAuditLog } from "../../server/access/audit-log.ts";
import { openKeyStore } from "../../server/access/key-store.ts";

describe("the data folder", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "relator-access-"));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const settings = { trustedProxies: 0, proxyUserHeader: null };
  const modeOf = async (name: string) => ((await stat(join(directory, name))).mode & 0o777).toString(8);

  test("holds the first key for its owner alone, and of every key only a digest", async () => {
    const keys = openKeyStore(directory);
    await ensureAdminKey(directory, keys);
    const text = readAdminKey(directory) ?? "";
    const made = await keys.make({ name: "office", scopes: ["ask"], expiresAt: null });
    expect([await modeOf("admin.key"), await modeOf("keys.json"), await modeOf(".")]).toEqual(["600", "600", "700"]);
    const kept = await readFile(join(directory, "keys.json"), "utf8");
    for (const key of [text, made.text]) expect(kept).not.toContain(key.split("_")[2]);
    // A second start keeps it; one whose key was revoked makes another.
    await ensureAdminKey(directory, keys);
    expect(readAdminKey(directory)).toBe(text);
    await keys.revoke("admin");
    await ensureAdminKey(directory, keys);
    expect(keys.verify(text)).toBe("wrong-key");
    expect(keys.verify(readAdminKey(directory) ?? "")).toMatchObject({ name: "admin" });
  });

  test("loses no key of several that are made at once, and waits for none that was killed", async () => {
    const names = Array.from({ length: 8 }, (_, index) => `office ${index}`);
    const make = (name: string) => openKeyStore(directory).make({ name, scopes: ["ask"], expiresAt: null });
    await Promise.all(names.map(make));
    const made = openKeyStore(directory).list();
    expect(made.map(({ name }) => name).sort()).toEqual(names);
    await mkdir(join(directory, ".keys.lock"));
    await utimes(join(directory, ".keys.lock"), new Date(0), new Date(0));
    expect(await openKeyStore(directory).revoke("office 0")).toBe(true);
    expect(await readdir(directory)).toEqual(["keys.json"]);
  });

  test("whose file of keys is damaged lets nobody in, and says so", async () => {
    await writeFile(join(directory, "keys.json"), "{");
    await expect(ensureAdminKey(directory, openKeyStore(directory))).rejects.toThrow(/keys\.json is not in its form/);
  });

  test("keeps sessions over a restart by their digests, and links not", async () => {
    const open = () => openAccess({ dataDirectory: directory, settings, onFault: () => {} });
    const before = open();
    const key = await ensureAdminKey(directory, before.keys);
    const { token } = await before.sessions.open(key?.id ?? "");
    const link = before.sessions.makeLink(key?.id ?? "");
    expect(await readFile(join(directory, "sessions.json"), "utf8")).not.toContain(token);
    expect(await modeOf("sessions.json")).toBe("600");
    const { sessions } = open();
    expect(sessions.keyOf(token)).toBe(key?.id);
    expect(sessions.redeem(link.token)).toBeNull();
  });

  test("bounds the audit log, and reads past a torn line", async () => {
    const audit = openAuditLog(directory, () => {}, 1_000);
    const entry = { at: new Date(0).toISOString(), name: null, by: "key", keyId: "k", method: "PUT" } as const;
    for (let number = 0; number < 30; number += 1) {
      audit.write({ ...entry, path: `/${number}`, status: 200, records: [], purged: false, requestId: "r" });
    }
    await writeFile(join(directory, "audit.log"), '{"torn', { flag: "a" });
    expect(audit.read(3).map(({ path }) => path)).toEqual(["/29", "/28", "/27"]);
    for (const name of ["audit.log", "audit.1.log"]) {
      expect((await stat(join(directory, name))).size).toBeLessThan(1_300);
      expect(await modeOf(name)).toBe("600");
    }
  });
});
