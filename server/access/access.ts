import type { IncomingMessage } from "node:http";
import type { Scope } from "../access-protocol.ts";
import { isForwarded, isLocalRequest } from "../http/address-guard.ts";
import { ForbiddenError, UnauthorizedError } from "../request-errors.ts";
import type { Settings } from "../settings.ts";
import { type AuditLog, openAuditLog } from "./audit-log.ts";
import { type Caller, nobody } from "./caller.ts";
import { type AccessKey, type KeyFlaw, type KeyStore, openKeyStore } from "./key-store.ts";
import { readSessionToken } from "./session-cookie.ts";
import { openSessions, type Sessions } from "./sessions.ts";

/** What is known of who sent a request. */
export interface Identity {
  readonly caller: Caller;
  /** Why a key that was sent counts for nothing. */
  readonly flaw: KeyFlaw | null;
  /** It came over loopback and nobody says that it was forwarded: asking and reading need no key. */
  readonly isNear: boolean;
}

export interface Access {
  readonly keys: KeyStore;
  readonly sessions: Sessions;
  readonly audit: AuditLog;
  identify(request: IncomingMessage): Identity;
}

export interface AccessParts {
  readonly dataDirectory: string;
  readonly settings: Pick<Settings, "trustedProxies" | "proxyUserHeader">;
  /** Told of what could not be kept. */
  readonly onFault: (error: unknown) => void;
}

/** Who may do what with a data folder. */
export function openAccess({ dataDirectory, settings, onFault }: AccessParts): Access {
  const keys = openKeyStore(dataDirectory);
  const sessions = openSessions(dataDirectory, { onFault });

  const callerOfKey = (key: AccessKey, request: IncomingMessage): Caller => {
    const person = nameOfPerson(request, settings);
    const { id: keyId, scopes } = key;
    if (person !== null) return { name: person, scopes: new Set(scopes), by: "proxy", keyId };
    return { name: key.name, scopes: new Set(scopes), by: "key", keyId };
  };

  return {
    keys,
    sessions,
    audit: openAuditLog(dataDirectory, onFault),
    identify: (request) => {
      const isNear = isLocalRequest(request);
      const text = readBearer(request.headers.authorization);
      if (text !== null) {
        const found = keys.verify(text);
        if (typeof found === "string") return { caller: nobody, flaw: found, isNear };
        return { caller: callerOfKey(found, request), flaw: null, isNear };
      }
      const token = readSessionToken(request.headers.cookie);
      const key = token === null ? null : keys.find(sessions.keyOf(token) ?? "");
      if (key === null) return { caller: nobody, flaw: null, isNear };
      const { id: keyId, name, scopes } = key;
      return { caller: { name, scopes: new Set(scopes), by: "session", keyId }, flaw: null, isNear };
    },
  };
}

/** Whether the records may be asked and read. */
export function mayAsk({ caller, isNear }: Identity): boolean {
  return isNear || caller.scopes.has("ask");
}

/** @throws UnauthorizedError without a key; ForbiddenError with one that may not. */
export function assertScope(identity: Identity, scope: Scope): void {
  const { caller, flaw } = identity;
  if (scope === "ask" ? mayAsk(identity) : caller.scopes.has(scope)) return;
  if (caller.by === "nobody") throw new UnauthorizedError(flaw ?? "no-key");
  throw new ForbiddenError("scope");
}

/** An empty key is none: programs send what a variable holds that may not be set. */
function readBearer(authorization: string | undefined): string | null {
  const [scheme, text] = (authorization ?? "").trim().split(" ");
  return scheme?.toLowerCase() === "bearer" && text ? text : null;
}

const longestPersonCharacters = 200;

/**
 * The person whom a proxy names. The name counts only beside a key, which the proxy adds: the address alone would let in
 * whoever else reaches the server from there.
 */
function nameOfPerson(
  request: IncomingMessage,
  { proxyUserHeader, trustedProxies }: AccessParts["settings"],
): string | null {
  if (proxyUserHeader === null || trustedProxies === 0 || !isForwarded(request)) return null;
  const name = request.headers[proxyUserHeader];
  return typeof name === "string" && name.trim() !== "" ? name.trim().slice(0, longestPersonCharacters) : null;
}
