import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";

export interface PrefixProxy {
  /** With the prefix, and a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** A reverse proxy that takes a path prefix away, as nginx does for `location /minutes/`, and tells nobody of it. */
export async function startPrefixProxy(target: string, prefix: string): Promise<PrefixProxy> {
  const { hostname, port } = new URL(target);
  const pathOf = ({ url = "/" }: IncomingMessage) => (url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : null);
  const forward = (request: IncomingMessage, response: ServerResponse) => {
    const path = pathOf(request);
    if (path === null) {
      response.writeHead(404).end();
      return;
    }
    const { method, headers } = request;
    const passed = httpRequest({ hostname, port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", () => response.destroy());
    request.pipe(passed);
  };
  const server = createServer(forward);
  const upgraded = new Set<Duplex>();
  server.on("upgrade", (request, client, head) => {
    const path = pathOf(request);
    if (path === null) {
      client.destroy();
      return;
    }
    const lines = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      upgraded.add(socket);
      socket.on("error", () => socket.destroy());
    }
    upstream.write(`GET ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    upstream.write(head);
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: ownPort } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${ownPort}${prefix}/`,
    close: () => {
      for (const socket of upgraded) socket.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
