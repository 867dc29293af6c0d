import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Stands between a client and a server, as a network does, and fails as one. */
export interface CuttingRelay {
  readonly url: string;
  /** Cuts the next WebSocket once it has brought so many bytes, wherever that is. */
  cutAfter(bytes: number): void;
  /** How often it has cut where it was told to. */
  readonly cuts: number;
  /** Cuts every connection now. */
  cut(): void;
  /**
   * What the WebSockets have brought stays; nothing more comes, and nobody is told. Plain requests go on: a page
   * fetches its code as it needs it, and of a request that no network ends it never hears again.
   */
  fallSilent(): void;
  /** New connections lead to another server. */
  leadTo(serverUrl: string): void;
  close(): Promise<void>;
}

export async function startCuttingRelay(serverUrl: string): Promise<CuttingRelay> {
  let target = new URL(serverUrl);
  let bytesLeft: number | null = null;
  let cuts = 0;
  const pairs = new Set<readonly [Socket, Socket]>();
  const webSockets = new Set<readonly [Socket, Socket]>();

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      webSockets.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    for (const each of pair) each.on("error", end).on("close", end);
    client.on("data", (chunk: Buffer) => {
      if (chunk.includes("Sec-WebSocket-Key")) webSockets.add(pair);
      upstream.write(chunk);
    });
    upstream.on("data", (chunk: Buffer) => {
      if (!webSockets.has(pair) || bytesLeft === null) return void client.write(chunk);
      const passed = chunk.subarray(0, bytesLeft);
      bytesLeft -= passed.length;
      if (bytesLeft > 0) return void client.write(passed);
      bytesLeft = null;
      cuts += 1;
      client.write(passed, end);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const cut = () => {
    for (const [client] of pairs) client.destroy();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    cutAfter: (bytes) => {
      bytesLeft = bytes;
    },
    get cuts() {
      return cuts;
    },
    cut,
    fallSilent: () => {
      for (const each of [...webSockets].flat()) each.removeAllListeners("data").pause();
    },
    leadTo: (other) => {
      target = new URL(other);
    },
    close: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
