import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";
import type { Access } from "../access/access.ts";
import { clientAddress, plainAddress } from "../http/address-guard.ts";

/** Whose allowance a request spends, and whose places are counted together. */
export type CallerKey = (request: IncomingMessage) => string;

/** By the address that a request came from, seen through the trusted proxies. */
export function callerByAddress(trustedProxies: number): CallerKey {
  return (request) => networkOf(clientAddress(request, trustedProxies));
}

/**
 * Whoever has a key is that key, wherever from; so are the persons apart whom a proxy names beside its own, and the
 * browsers that signed in with one key. Anybody else, with a wrong key too, is the address.
 */
export function callerByKey({ identify }: Pick<Access, "identify">, trustedProxies: number): CallerKey {
  const byAddress = callerByAddress(trustedProxies);
  // Asked for several times a request.
  const known = new WeakMap<IncomingMessage, string>();
  const find = (request: IncomingMessage): string => {
    const { by, keyId, name } = identify(request).caller;
    if (keyId === null) return byAddress(request);
    if (by === "proxy") return `key ${keyId} of ${name}`;
    return by === "session" ? `key ${keyId} from ${byAddress(request)}` : `key ${keyId}`;
  };
  return (request) => {
    const caller = known.get(request) ?? find(request);
    known.set(request, caller);
    return caller;
  };
}

/** One line is given a whole /64 of IPv6 (RFC 6177), and could else ask from a new address each time. */
const networkGroups = 4;

/** An IPv4 address, or the network of an IPv6 one. */
export function networkOf(address: string): string {
  const plain = plainAddress(address);
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = (plain.split("%")[0] ?? "").toLowerCase().split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups = [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill("0"), ...last];
  const network = groups.slice(0, networkGroups).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}
