import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

export type Respond = (request: IncomingMessage, response: ServerResponse) => void;

interface Scripted {
  readonly url: string;
  readonly server: Server;
  readonly close: () => Promise<void>;
}

/** A server that answers as it is told. */
export async function script(respond: Respond): Promise<Scripted> {
  const server = createServer(respond);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, close };
}

export type PlayedLine = (socket: WebSocket, first: Record<string, unknown>) => void;

/** Plays the server's part of a session, a line a connection; the last is played to all further ones too. */
export async function playSession(lines: readonly PlayedLine[]): Promise<Scripted> {
  const scripted = await script((_request, response) => void response.writeHead(404).end());
  const sockets = new WebSocketServer({ server: scripted.server });
  const waiting = [...lines];
  sockets.on("connection", (socket) => {
    socket.send(JSON.stringify({ type: "session", requestId: null, sequence: 0, token: `t${waiting.length}` }));
    const play = waiting.length > 1 ? waiting.shift() : waiting[0];
    socket.once("message", (data) => play?.(socket, JSON.parse(String(data))));
  });
  return scripted;
}

export const partsOf = (socket: WebSocket, requestId: unknown) => ({
  part: (sequence: number, text: string) =>
    socket.send(JSON.stringify({ type: "answer-part", requestId, sequence, text })),
  end: (sequence: number) =>
    socket.send(JSON.stringify({ type: "answer-end", requestId, sequence, response: { answer: "abc" } })),
  tell: (event: object) => socket.send(JSON.stringify({ requestId: null, sequence: 0, ...event })),
});
