import type { IncomingMessage } from "node:http";
import type { Settings } from "../settings.ts";

type AddressSettings = Pick<Settings, "publicUrl" | "host" | "port">;

/**
 * What absolute links begin with, without a slash at the end: PUBLIC_URL; without it the Host that the request came by
 * (the address guard has judged it); without a request the address that the settings listen on.
 */
export function linkBase(
  { publicUrl, host, port }: AddressSettings,
  request: Pick<IncomingMessage, "headers"> | null = null,
): string {
  if (publicUrl !== null) return publicUrl;
  if (request?.headers.host !== undefined) return `http://${request.headers.host}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
