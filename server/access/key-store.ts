import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { mkdirSync, readFileSync, rmdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import { type Scope, scopeSchema } from "../access-protocol.ts";
import { isFileError } from "../records/file-system.ts";
import { writeWholeFile } from "../records/whole-files.ts";

/** The file of keys is not in its form: nobody is let in by it until it is mended. */
export class KeyFileError extends Error {
  override readonly name = "KeyFileError";
}

const keySchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(scopeSchema.def.entries)),
  /**
   * Of the whole key. A fast digest is enough: a key holds 256 random bits, so that there is no dictionary to try, which
   * is what slow digests are for; and it is computed at every request.
   */
  sha256: z.string(),
  madeAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
});
const fileSchema = z.object({ keys: z.array(keySchema) });

export type AccessKey = Readonly<z.infer<typeof keySchema>>;

export type KeyFlaw = "wrong-key" | "expired-key";

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
}

/** Keys of a data folder, without their texts. What another process changes is seen at the next look. */
export interface KeyStore {
  list(): readonly AccessKey[];
  /** A key that holds now. */
  find(id: string): AccessKey | null;
  verify(text: string): AccessKey | KeyFlaw;
  /** @returns the text, which is nowhere kept. A key of the same name is replaced. */
  make(key: NewKey): Promise<{ readonly key: AccessKey; readonly text: string }>;
  /** By name or id; false where there is none. */
  revoke(nameOrId: string): Promise<boolean>;
}

const keyPrefix = "relator";
const secretBytes = 32;
const idBytes = 4;
/** A change takes some milliseconds: whoever has not ended by then was killed. */
const longestChangeMs = 5_000;
const lockPauseMs = 10;

/** @throws KeyFileError from every method, where the file is not in its form. */
export function openKeyStore(dataDirectory: string, now: () => number = Date.now): KeyStore {
  const file = join(dataDirectory, "keys.json");
  let seen = "";
  let held: readonly AccessKey[] = [];

  const list = (): readonly AccessKey[] => {
    const signature = signatureOf(file);
    if (signature !== seen) {
      held = signature === "" ? [] : readKeys(file);
      seen = signature;
    }
    return held;
  };
  /** One change at a time, of all processes: each starts from what the one before has written. */
  const change = async (work: (before: readonly AccessKey[]) => readonly AccessKey[] | null): Promise<boolean> => {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    const unlock = await lock(join(dataDirectory, ".keys.lock"));
    try {
      const keys = work(list());
      if (keys !== null) await writeWholeFile(file, `${JSON.stringify({ keys }, null, 2)}\n`);
      return keys !== null;
    } finally {
      unlock();
    }
  };
  const holds = ({ expiresAt }: AccessKey) => expiresAt === null || Date.parse(expiresAt) > now();

  return {
    list,
    find: (id) => list().find((key) => key.id === id && holds(key)) ?? null,
    verify: (text) => {
      const id = text.split("_")[1];
      const key = list().find((candidate) => candidate.id === id);
      if (key === undefined) return "wrong-key";
      if (!timingSafeEqual(Buffer.from(key.sha256, "hex"), digestOf(text))) return "wrong-key";
      return holds(key) ? key : "expired-key";
    },
    make: async ({ name, scopes, expiresAt }) => {
      const id = randomBytes(idBytes).toString("hex");
      const text = `${keyPrefix}_${id}_${randomBytes(secretBytes).toString("hex")}`;
      const key: AccessKey = {
        id,
        name,
        scopes: [...scopes],
        sha256: digestOf(text).toString("hex"),
        madeAt: new Date(now()).toISOString(),
        expiresAt: expiresAt?.toISOString() ?? null,
      };
      await change((before) => [...before.filter((other) => other.name !== name), key]);
      return { key, text };
    },
    revoke: (nameOrId) =>
      change((before) => {
        const left = before.filter(({ name, id }) => name !== nameOrId && id !== nameOrId);
        return left.length === before.length ? null : left;
      }),
  };
}

/** Whether a text has the form of a key, whatever it opens. */
export function isKeyText(text: string): boolean {
  const [prefix, id = "", secret = "", ...rest] = text.split("_");
  const isHex = (digits: string, bytes: number) =>
    Buffer.from(digits, "hex").length === bytes && digits.length === 2 * bytes;
  return prefix === keyPrefix && isHex(id, idBytes) && isHex(secret, secretBytes) && rest.length === 0;
}

export function digestOf(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}

/** Waits until nobody else holds it. A folder is made by one process only. @returns what gives it back. */
async function lock(path: string): Promise<() => void> {
  for (;;) {
    try {
      mkdirSync(path, { mode: 0o700 });
      return () => removeLock(path);
    } catch (error) {
      if (!isFileError(error, "EEXIST")) throw error;
    }
    const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
    if (since !== null && Date.now() - since > longestChangeMs) removeLock(path);
    await wait(lockPauseMs);
  }
}

function removeLock(path: string): void {
  try {
    rmdirSync(path);
  } catch (error) {
    if (!isFileError(error, "ENOENT")) throw error;
  }
}

/** Changes whenever the file is written: it is always replaced whole. Empty where there is none. */
function signatureOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? "" : `${found.ino} ${found.mtimeMs} ${found.size}`;
}

function readKeys(file: string): readonly AccessKey[] {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, "utf8"))).keys;
  } catch (cause) {
    if (isFileError(cause)) throw cause;
    throw new KeyFileError(`${file} is not in its form. Mend it, or delete it and make its keys anew.`, { cause });
  }
}
