import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";
import { clientAddress, plainAddress } from "../http/address-guard.ts";

/** Whose allowance a request spends: an address, or the name of a key. */
export type CallerKey = (request: IncomingMessage) => string;

/** By the address that a request came from, seen through the trusted proxies. */
export function callerByAddress(trustedProxies: number): CallerKey {
  return (request) => networkOf(clientAddress(request, trustedProxies));
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
