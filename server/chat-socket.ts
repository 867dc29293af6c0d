import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import { type WebSocket, WebSocketServer } from "ws";
import { type Access, assertScope, type Identity } from "./access/access.ts";
import { type ChatConnection, serveChatConnection } from "./chat/chat-connection.ts";
import { createSessionStore, type SessionStore } from "./chat/session-store.ts";
import type { Collection } from "./collection.ts";
import { preferredLanguage, problemLanguage } from "./http/accept-language.ts";
import type { AddressGuard } from "./http/address-guard.ts";
import { linkBase } from "./http/public-address.ts";
import { nameRequest } from "./http/request-log.ts";
import type { Load } from "./load/load.ts";
import type { Metrics } from "./observability/metrics.ts";
import { describeProblem } from "./problems.ts";
import type { Problem } from "./protocol.ts";
import { NotFoundError, TooManyRequestsError, UnavailableError, UnservableValueError } from "./request-errors.ts";
import { chatProtocol } from "./session-protocol.ts";
import type { Settings } from "./settings.ts";

export interface ChatSocketParts {
  readonly collection: Collection;
  readonly guard: AddressGuard;
  readonly load: Load;
  readonly access: Access;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, "refused">;
  readonly isStopping: () => boolean;
  readonly settings: Pick<
    Settings,
    | "bodyLimitBytes"
    | "requestTimeoutMs"
    | "logQuestions"
    | "socketsPerAddress"
    | "slowClientTimeoutMs"
    | "socketBufferBytes"
    | "resumeWindowMs"
    | "resumeMemoryBytes"
    | "publicUrl"
    | "host"
    | "port"
  >;
  /** How often a silent client must show that it is there. */
  readonly heartbeatMs?: number;
  /** How often chats that nobody has resumed are looked for. */
  readonly sweepMs?: number;
}

export interface ChatSocket {
  /** Lets the requests in flight end, for at most this long, then closes every connection with 1001 (going away). */
  close(graceMs: number): Promise<void>;
  /** What is held for clients now. */
  state(): { readonly connections: number } & ReturnType<SessionStore["state"]>;
}

interface OpenConnection extends ChatConnection {
  readonly caller: string;
  alive: boolean;
}

const defaultHeartbeatMs = 30_000;
const defaultSweepMs = 5_000;
/** After a close frame a client has this long to answer it. */
const closeHandshakeMs = 1_000;
/** A frame up to this many times the limit is read and refused; beyond it the connection is closed with 1009. */
const refusableFrames = 8;
const goingAway = 1001;

/** Serves the chat at `/ws` of an HTTP server. */
export function attachChatSocket(server: Server, parts: ChatSocketParts): ChatSocket {
  const { settings, logger } = parts;
  const maxPayload = settings.bodyLimitBytes * refusableFrames;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload,
    perMessageDeflate: false,
    clientTracking: false,
    // Whoever offers others beside it is given the one that is spoken; whoever offers none was let in before.
    handleProtocols: () => chatProtocol,
  });
  const sessions = createSessionStore({
    windowMs: settings.resumeWindowMs,
    memoryBytes: settings.resumeMemoryBytes,
    nowMs: () => performance.now(),
  });
  const connections = new Map<WebSocket, OpenConnection>();

  const accept = (socket: WebSocket, request: IncomingMessage): void => {
    const log = logger.child({ connectionId: nameRequest(request) });
    const caller = parts.load.callerKey(request);
    const identify = () => parts.access.identify(request);
    const connection = serveChatConnection(socket, {
      collection: parts.collection,
      load: parts.load,
      caller,
      holder: holderOf(identify()),
      assertMayAsk: () => assertScope(identify(), "ask"),
      sessions: socket.protocol === chatProtocol ? sessions : null,
      log,
      acceptLanguage: preferredLanguage(request.headers["accept-language"]),
      linkBase: linkBase(settings, request),
      isStopping: parts.isStopping,
      onRefused: ({ type }) => parts.metrics.refused("socket", type),
      settings,
    });
    const open: OpenConnection = { ...connection, caller, alive: true };
    connections.set(socket, open);
    socket.on("pong", () => {
      open.alive = true;
    });
    socket.on("close", () => connections.delete(socket));
    log.debug("chat opened");
  };

  /** @throws an error of the table of problems when the connection must not be opened. */
  const assertAcceptable = (request: IncomingMessage): void => {
    parts.guard.assertOwnAddress(request, { checkOrigin: true });
    const caller = parts.load.callerKey(request);
    const { waitSeconds } = parts.load.allowances.take("read", caller);
    if (waitSeconds > 0) throw new TooManyRequestsError(waitSeconds);
    assertScope(parts.access.identify(request), "ask");
    const path = request.url?.split("?")[0] ?? "";
    if (path !== "/ws") throw new NotFoundError("address", path.slice(0, 200));
    if (parts.isStopping()) throw new UnavailableError("stopping");
    const ofSameCaller = [...connections.values()].filter((connection) => connection.caller === caller);
    if (ofSameCaller.length >= settings.socketsPerAddress) throw new TooManyRequestsError(60);
    const offered = request.headers["sec-websocket-protocol"];
    if (offered !== undefined && !offered.split(",").some((name) => name.trim() === chatProtocol)) {
      throw new UnservableValueError("Sec-WebSocket-Protocol", "sub-protocol");
    }
  };

  server.on("upgrade", (request, stream, head) => {
    stream.on("error", () => stream.destroy());
    try {
      assertAcceptable(request);
      sockets.handleUpgrade(request, stream, head, (socket) => accept(socket, request));
    } catch (error) {
      const { type } = refuseUpgrade(error, request, stream);
      parts.metrics.refused("socket", type);
      logger.debug({ problem: type }, "chat refused");
    }
  });

  const heartbeat = setInterval(() => {
    for (const [socket, connection] of connections) {
      if (!connection.alive) socket.terminate();
      connection.alive = false;
      socket.ping();
    }
  }, parts.heartbeatMs ?? defaultHeartbeatMs);
  heartbeat.unref();
  const sweep = setInterval(() => sessions.sweep(), parts.sweepMs ?? defaultSweepMs);
  sweep.unref();

  return {
    state: () => ({ connections: connections.size, ...sessions.state() }),
    close: async (graceMs) => {
      const idle = Promise.all([...connections.values()].map((connection) => connection.idle()));
      await settledWithin(idle, graceMs);
      clearInterval(heartbeat);
      clearInterval(sweep);
      await settledWithin(Promise.all([...connections.keys()].map(closeSocket)), closeHandshakeMs);
      for (const socket of connections.keys()) socket.terminate();
      sessions.close();
    },
  };
}

/** Not the address: who changes networks comes back from another. */
function holderOf({ caller: { by, keyId, name } }: Identity): string {
  return JSON.stringify([by, keyId, name]);
}

function closeSocket(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    socket.once("close", () => resolve());
    socket.close(goingAway, "The server is stopping.");
  });
}

async function settledWithin(promise: Promise<unknown>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const elapsed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([promise, elapsed]);
  clearTimeout(timer);
}

/** Before the upgrade the client still speaks HTTP, so it is told in HTTP. */
function refuseUpgrade(error: unknown, request: IncomingMessage, stream: Duplex): Problem {
  const { problem, headers } = describeProblem(error, problemLanguage(request.headers["accept-language"]));
  const body = JSON.stringify(problem);
  const lines = [
    `HTTP/1.1 ${problem.status} ${problem.type.split("/").at(-1)}`,
    "Content-Type: application/problem+json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  stream.end(`${lines.join("\r\n")}\r\n\r\n${body}`);
  return problem;
}
