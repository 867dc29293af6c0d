import type { Server } from "node:http";
import type { ChatSocket } from "../chat-socket.ts";

/** Idle connections are looked for this often while the last requests end. */
const idleCheckMs = 50;

/**
 * Stops a server: no new connections, the requests in flight end within the grace, sockets are told that the server
 * goes away, and what is still open after that is cut.
 */
export async function stopServing(server: Server, chat: ChatSocket, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const sweep = setInterval(() => server.closeIdleConnections(), idleCheckMs);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await chat.close(graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
