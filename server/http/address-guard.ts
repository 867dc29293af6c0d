import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";
import { ForbiddenError } from "../request-errors.ts";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** True of an address of this machine itself, IPv4 written as IPv6 included. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false;
  const plain = plainAddress(address);
  const family = isIP(plain);
  return family !== 0 && loopback.check(plain, family === 6 ? "ipv6" : "ipv4");
}

/** An address of IPv4 that is written as one of IPv6, as dual sockets tell it, in its own form; others as they are. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}

export interface AddressGuard {
  /**
   * Refuses what a page of another site could make a browser send: a Host header that is a name of somebody else's
   * (DNS rebinding), and an Origin that is not this server's own page.
   * @throws ForbiddenError
   */
  assertOwnAddress(request: IncomingMessage, options: { readonly checkOrigin: boolean }): void;
}

/**
 * A rebinding attack needs a name that resolves to this machine, so addresses written as numbers are safe, as are
 * `localhost` and the names that the settings allow.
 */
export function createAddressGuard(allowedHosts: readonly string[]): AddressGuard {
  const allowedNames = new Set(["localhost", ...allowedHosts]);

  const isOwnHost = (host: string): boolean => {
    const name = hostName(host);
    return name !== null && (isIP(name) !== 0 || allowedNames.has(name));
  };

  return {
    assertOwnAddress: (request, { checkOrigin }) => {
      const { host, origin } = request.headers;
      if (host === undefined || !isOwnHost(host)) throw new ForbiddenError("host");
      if (checkOrigin && origin !== undefined && originHost(origin) !== host.toLowerCase()) {
        throw new ForbiddenError("origin");
      }
    },
  };
}

/** The name or address of a Host header, without port and brackets; null when it is not one. */
function hostName(host: string): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(host);
  return (match?.[1] ?? match?.[2])?.toLowerCase() ?? null;
}

/** Host and port as the Host header writes them: without the scheme's default port. `null` has none. */
function originHost(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/**
 * Whether a request comes from this machine. Behind a proxy on the same machine every connection looks local, so what
 * was forwarded never counts as local.
 */
export function isLocalRequest(request: IncomingMessage): boolean {
  const forwarded = request.headers["x-forwarded-for"] !== undefined || request.headers.forwarded !== undefined;
  return !forwarded && isLoopbackAddress(request.socket.remoteAddress);
}

/** The address that a request came from, seen through as many proxies as are trusted to name it. */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string {
  const hops = String(request.headers["x-forwarded-for"] ?? "").split(",");
  const named = trustedProxies > 0 ? hops.at(-trustedProxies)?.trim() : undefined;
  return named || (request.socket.remoteAddress ?? "");
}
