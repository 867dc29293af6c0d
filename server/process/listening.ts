import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isIPv6 } from "node:net";

/** The server cannot listen where it is told to; the message says what to do. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

/**
 * Listens, and gives the address that a browser on this machine opens.
 * @throws ListenError when the port is in use, not allowed, or the address is none of this machine's.
 */
export async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(describeFailure(error, host, port)));
    server.listen(port, host, () => {
      server.removeAllListeners("error");
      resolve();
    });
  });
  // A server that listens on a port, and not on a pipe, has such an address.
  const address = server.address() as AddressInfo;
  return `http://${browsableHost(host)}:${address.port}/`;
}

/** Addresses that stand for all of a machine's are none that can be opened. */
function browsableHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return isIPv6(host) ? `[${host}]` : host;
}

function describeFailure(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const explain = (message: string) => new ListenError(message, { cause: error });
  switch (error.code) {
    case "EADDRINUSE":
      return explain(`Port ${port} of ${host} is in use. Stop the program that uses it, or set PORT to another port.`);
    case "EACCES":
      return explain(`Port ${port} may not be used by this account. Set PORT to one above 1023.`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return explain(`${host} is not an address of this machine. Set HOST to one that is, as 127.0.0.1.`);
    default:
      return error;
  }
}
