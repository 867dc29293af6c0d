import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";
import { ForbiddenError } from "../request-errors.ts";
import type { Settings } from "../settings.ts";

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
   * (DNS rebinding), an Origin that is neither this server's own page's nor allowed, and what the browser itself calls
   * cross-site without an allowed Origin.
   * @throws ForbiddenError
   */
  assertOwnAddress(request: IncomingMessage, options: { readonly checkOrigin: boolean }): void;
  isAllowedOrigin(origin: string | undefined): boolean;
  /**
   * Whether a page that is not this server's own makes a browser send it, one of an allowed origin too. Browsers tell where
   * a request comes from over TLS and from `localhost` only (`Sec-Fetch-Site`), its origin wherever it may change something.
   */
  isFromOtherPage(request: IncomingMessage): boolean;
}

type GuardSettings = Pick<Settings, "allowedHosts" | "allowedOrigins" | "publicUrl">;

/**
 * A rebinding attack needs a name that resolves to this machine, so addresses written as numbers are safe, as are
 * `localhost` and the names that the settings allow.
 */
export function createAddressGuard({ allowedHosts, allowedOrigins, publicUrl }: GuardSettings): AddressGuard {
  const ownAddress = publicUrl === null ? null : new URL(publicUrl);
  const ownName = ownAddress === null ? [] : [ownAddress.hostname];
  const allowedNames = new Set(["localhost", ...allowedHosts, ...ownName]);
  const isAllowedOrigin = (origin: string | undefined) => origin !== undefined && allowedOrigins.includes(origin);
  // A proxy may ask by another Host than the one that readers open.
  const isOwnOrigin = (origin: string, host: string) =>
    originHost(origin) === host.toLowerCase() || origin === ownAddress?.origin;

  const isOwnHost = (host: string): boolean => {
    const name = hostName(host);
    return name !== null && (isIP(name) !== 0 || allowedNames.has(name));
  };

  return {
    assertOwnAddress: (request, { checkOrigin }) => {
      const { host, origin } = request.headers;
      if (host === undefined || !isOwnHost(host)) throw new ForbiddenError("host");
      if (!checkOrigin || isAllowedOrigin(origin)) return;
      if (origin !== undefined && !isOwnOrigin(origin, host)) throw new ForbiddenError("origin");
      if (isCrossSite(request)) throw new ForbiddenError("cross-site");
    },
    isAllowedOrigin,
    isFromOtherPage: (request) => {
      const { host = "", origin } = request.headers;
      if (request.headers["sec-fetch-site"] === "same-origin") return false;
      return isCrossSite(request) || (origin !== undefined && !isOwnOrigin(origin, host));
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

/** What the browser says of where a request comes from; programs say nothing. See the Fetch Metadata recommendation. */
function isCrossSite({ headers }: Pick<IncomingMessage, "headers">): boolean {
  return headers["sec-fetch-site"] === "cross-site";
}

/** What proxies, tunnels and content networks say of whom they speak for. */
const forwardingHeaders: ReadonlySet<string> = new Set([
  "forwarded",
  "via",
  "true-client-ip",
  "client-ip",
  "cf-connecting-ip",
  "cdn-loop",
  "fastly-client-ip",
  "fly-client-ip",
]);
const forwardingBeginnings = [
  "x-forwarded",
  "x-original-f",
  "x-real-ip",
  "x-client-ip",
  "x-cluster-client-ip",
  "x-remote-ip",
  "x-envoy-external",
  "x-azure-",
  "x-proxyuser-ip",
] as const;

/** True where a proxy or a tunnel says that it passed the request on. */
export function isForwarded({ headers }: Pick<IncomingMessage, "headers">): boolean {
  return Object.keys(headers).some(
    (name) => forwardingHeaders.has(name) || forwardingBeginnings.some((beginning) => name.startsWith(beginning)),
  );
}

/**
 * Whether a request comes from this machine, as far as it can be seen. Behind a proxy on the same machine every
 * connection looks local, so what was forwarded never counts as local; a forwarder that does not say so gains asking and
 * reading, and never a change.
 */
export function isLocalRequest(request: IncomingMessage): boolean {
  return !isForwarded(request) && isLoopbackAddress(request.socket.remoteAddress);
}

/**
 * The address that a request came from, seen through as many proxies as are trusted to name it. Each proxy appends the
 * address that it saw, some with its port, so the last are the trusted ones' own; what stands before them is the client's
 * word. Where it is no address, the connection's own counts.
 */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string {
  const hops = String(request.headers["x-forwarded-for"] ?? "").split(",");
  const named = trustedProxies > 0 ? hops.at(-trustedProxies)?.trim() : undefined;
  const address = named === undefined ? "" : withoutPort(named);
  return isIP(address) === 0 ? (request.socket.remoteAddress ?? "") : address;
}

/** Of `192.0.2.1:4711`, `[2001:db8::1]:4711` and `[2001:db8::1]` the address. */
function withoutPort(hop: string): string {
  if (hop.startsWith("[")) return hop.slice(1, hop.indexOf("]"));
  const [address = "", port, ...more] = hop.split(":");
  return port !== undefined && more.length === 0 ? address : hop;
}
