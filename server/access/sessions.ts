import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { writeWholeFile } from "../records/whole-files.ts";
import { digestOf } from "./key-store.ts";

/** Browsers that have signed in. A session is its key's: it may no more than that, and ends with it. */
export interface Sessions {
  /** A token that signs one browser in, once and soon. */
  makeLink(keyId: string): { readonly token: string; readonly expiresAt: Date };
  /** @returns the key of the link; null where it was used, has expired or never was. */
  redeem(token: string): string | null;
  /** @returns the token for the cookie. */
  open(keyId: string): Promise<{ readonly token: string; readonly expiresAt: Date }>;
  keyOf(token: string): string | null;
  close(token: string): Promise<void>;
}

const sessionSchema = z.object({ sha256: z.string(), keyId: z.string(), expiresAt: z.iso.datetime() });
const fileSchema = z.object({ sessions: z.array(sessionSchema) });
type Session = z.infer<typeof sessionSchema>;

const tokenBytes = 32;
export const linkLifetimeMs = 60 * 60 * 1000;
/** A week: whoever comes back later signs in again. */
export const sessionLifetimeMs = 7 * 24 * 60 * 60 * 1000;
const mostSessions = 1000;
/** So that who holds one key signs nobody else out. */
const mostSessionsOfKey = 50;
const mostLinks = 100;

/**
 * Sessions outlive a restart, so that an upgrade signs nobody out; the file holds digests only. Links do not: the start
 * prints a new one.
 */
export function openSessions(
  dataDirectory: string,
  { now = Date.now, onFault }: { readonly now?: () => number; readonly onFault: (error: unknown) => void },
): Sessions {
  const file = join(dataDirectory, "sessions.json");
  const sessions = new Map(readSessions(file).map((session) => [session.sha256, session]));
  const links = new Map<string, { readonly keyId: string; readonly expiresAt: Date }>();
  const hash = (token: string) => digestOf(token).toString("hex");
  const newToken = () => randomBytes(tokenBytes).toString("base64url");

  /** A disk that takes nothing costs what a restart would forget, not the session. */
  const keep = async () => {
    for (const [key, { expiresAt }] of sessions) if (Date.parse(expiresAt) <= now()) sessions.delete(key);
    const ofKeys = new Map<string, string[]>();
    for (const [token, { keyId }] of sessions) ofKeys.set(keyId, [...(ofKeys.get(keyId) ?? []), token]);
    for (const own of ofKeys.values()) for (const token of own.slice(0, -mostSessionsOfKey)) sessions.delete(token);
    while (sessions.size > mostSessions) sessions.delete(sessions.keys().next().value ?? "");
    const text = `${JSON.stringify({ sessions: [...sessions.values()] })}\n`;
    await writeWholeFile(file, text).catch(onFault);
  };

  return {
    makeLink: (keyId) => {
      const token = newToken();
      const expiresAt = new Date(now() + linkLifetimeMs);
      links.set(hash(token), { keyId, expiresAt });
      while (links.size > mostLinks) links.delete(links.keys().next().value ?? "");
      return { token, expiresAt };
    },
    redeem: (token) => {
      const found = links.get(hash(token));
      links.delete(hash(token));
      return found !== undefined && found.expiresAt.getTime() > now() ? found.keyId : null;
    },
    open: async (keyId) => {
      const token = newToken();
      const expiresAt = new Date(now() + sessionLifetimeMs);
      const sha256 = hash(token);
      sessions.set(sha256, { sha256, keyId, expiresAt: expiresAt.toISOString() });
      await keep();
      return { token, expiresAt };
    },
    keyOf: (token) => {
      const session = sessions.get(hash(token));
      return session !== undefined && Date.parse(session.expiresAt) > now() ? session.keyId : null;
    },
    close: async (token) => {
      if (sessions.delete(hash(token))) await keep();
    },
  };
}

export function isSessionFile(text: string): boolean {
  try {
    return fileSchema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** A file that is missing or damaged signs everybody out, and no more. */
function readSessions(file: string): readonly Session[] {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, "utf8"))).sessions;
  } catch {
    return [];
  }
}
