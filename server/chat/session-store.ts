import { randomBytes } from "node:crypto";
import { type ChatSession, createChatSession, type KeptRequest } from "./chat-session.ts";
import type { EventLine } from "./event-line.ts";

/** A session that its client finds again by its token. */
export interface StoredSession extends ChatSession {
  readonly token: string;
  /** Who opened it. */
  readonly holder: string;
}

/** Sessions that outlive their connections, in memory: they end with the process. */
export interface SessionStore {
  readonly windowMs: number;
  open(holder: string): StoredSession;
  /** Null where no session of this holder has the token, or has it any more. */
  find(token: string, holder: string): StoredSession | null;
  /** The line was cut: the session can be resumed within the window. */
  detach(session: StoredSession, line: EventLine): void;
  /** Ends a session for good. */
  drop(session: StoredSession): void;
  /** Forgets what is older than the window. Called by a timer of the owner's. */
  sweep(): void;
  /** Ends every session. */
  close(): void;
  state(): { readonly sessions: number; readonly detached: number; readonly bytes: number };
}

export interface SessionStoreOptions {
  /** How long after a line is cut its session can be resumed, and an answer that has ended is kept. */
  readonly windowMs: number;
  readonly memoryBytes: number;
  /** A clock that never goes back, in milliseconds. */
  readonly nowMs: () => number;
}

/** 192 bits: not to be guessed. */
const tokenBytes = 24;
/** Strings hold up to two bytes a character; a request and its session hold this beside them. */
const characterBytes = 2;
const requestBytes = 2_000;

interface Ended {
  readonly session: StoredSession;
  readonly endedAtMs: number;
}

export function createSessionStore({ windowMs, memoryBytes, nowMs }: SessionStoreOptions): SessionStore {
  const sessions = new Map<string, StoredSession>();
  const detachedAtMs = new Map<StoredSession, number>();
  const sizes = new Map<KeptRequest, number>();
  /** Oldest first. */
  const ended = new Map<KeptRequest, Ended>();
  let bytes = 0;

  const shrink = () => {
    for (const [request, { session }] of ended) {
      if (bytes <= memoryBytes) return;
      session.forget(request);
    }
  };

  const count = (request: KeptRequest, added: number) => {
    sizes.set(request, (sizes.get(request) ?? 0) + added);
    bytes += added;
  };

  const drop = (session: StoredSession) => {
    sessions.delete(session.token);
    detachedAtMs.delete(session);
    session.end();
  };

  const open = (holder: string): StoredSession => {
    const token = randomBytes(tokenBytes).toString("base64url");
    const session: StoredSession = Object.assign(
      createChatSession({
        keeps: true,
        onFrame: (request, frame) => {
          if (!sizes.has(request)) count(request, requestBytes + request.asked.length * characterBytes);
          count(request, frame.length * characterBytes);
        },
        onEnded: (request) => {
          // One that was given up together with its session is not kept.
          if (!sizes.has(request)) return;
          ended.set(request, { session, endedAtMs: nowMs() });
          shrink();
        },
        onForgotten: (request) => {
          bytes -= sizes.get(request) ?? 0;
          sizes.delete(request);
          ended.delete(request);
        },
      }),
      { token, holder },
    );
    sessions.set(token, session);
    return session;
  };

  return {
    windowMs,
    open,
    find(token, holder) {
      const found = sessions.get(token);
      return found?.holder === holder ? found : null;
    },
    detach(session, line) {
      session.detach(line);
      if (session.line !== null || !sessions.has(session.token)) return;
      if (session.isEmpty) drop(session);
      else detachedAtMs.set(session, nowMs());
    },
    drop,
    sweep() {
      const before = nowMs() - windowMs;
      for (const [session, atMs] of detachedAtMs) {
        if (session.line !== null) detachedAtMs.delete(session);
        else if (atMs <= before) drop(session);
      }
      for (const [request, { session, endedAtMs }] of ended) {
        if (endedAtMs > before) break;
        session.forget(request);
      }
    },
    close() {
      for (const session of sessions.values()) drop(session);
    },
    state: () => ({
      sessions: sessions.size,
      detached: [...detachedAtMs.keys()].filter(({ line }) => line === null).length,
      bytes,
    }),
  };
}
