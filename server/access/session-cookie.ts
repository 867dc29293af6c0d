import type { IncomingMessage } from "node:http";
import type { Settings } from "../settings.ts";

const plainName = "relator-session";
/** A browser takes a cookie of this name only over a secure connection. */
const secureName = `__Secure-${plainName}`;

export function readSessionToken(cookies: string | undefined): string | null {
  const pairs = (cookies ?? "").split(";").map((pair) => pair.trim().split("="));
  const named = (wanted: string) => pairs.find(([name]) => name === wanted)?.[1];
  return named(secureName) ?? named(plainName) ?? null;
}

/**
 * No Path: a browser then keeps the cookie for the folder of the address that set it (RFC 6265, 5.1.4). `/session` lies
 * at the top, so that this is the path prefix of a proxy, which the server does not know.
 */
export function writeSessionCookie(isSecure: boolean, token: string, maxAgeMs: number): string {
  const attributes = [`Max-Age=${Math.floor(maxAgeMs / 1000)}`, "HttpOnly", "SameSite=Strict"];
  return [`${isSecure ? secureName : plainName}=${token}`, ...attributes, ...(isSecure ? ["Secure"] : [])].join("; ");
}

/** True where the browser came over TLS: by its own Origin, or by the address that readers open. */
export function cameSecurely(request: IncomingMessage, publicUrl: Settings["publicUrl"]): boolean {
  const { origin } = request.headers;
  return (origin ?? publicUrl ?? "").startsWith("https:");
}
