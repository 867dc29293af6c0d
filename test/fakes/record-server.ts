import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { signInSchema } from "../../server/access/access-messages.ts";
import { clientEventSchema, type ServerEvent } from "../../server/chat-protocol.ts";
import { listInterventions } from "../../server/document-views.ts";
import {
  type AskRequest,
  type AskResponse,
  askRequestSchema,
  type Problem,
  searchRequestSchema,
} from "../../server/protocol.ts";
import { type Route, refuse, serve } from "./fake-routes.ts";
import { fixtureAnswer, fixtureExamples, fixtureSearch } from "./fixture-answers.ts";
import { createFakeCorrections } from "./record-corrections.ts";
import type { FixtureDocument } from "./record-fixture.ts";
import { createFakeIntake, type FakeIntake, summaryOf } from "./record-intake.ts";
import { correctionRoutes, intakeRoutes } from "./record-routes.ts";

export interface FakeRecordServerOptions {
  readonly documents: readonly FixtureDocument[];
  readonly assets: string;
  /** Replaces the answer that is made by counting words. */
  readonly answer?: (request: AskRequest) => AskResponse | Problem;
}

/** Serves the built page and answers as the protocol says, with switches for what goes wrong in the world. */
export interface FakeRecordServer {
  readonly url: string;
  /** Questions received, in order, over either way. */
  readonly asked: readonly AskRequest[];
  /** Addresses requested, in order. */
  readonly requested: readonly string[];
  readonly lastAsked: AskRequest | undefined;
  readonly cancelled: readonly string[];
  readonly feedback: ReadonlyMap<string, unknown>;
  /** Jobs, removed records; with switches to hold the jobs. */
  readonly intake: FakeIntake;
  /** The token of a one-time link that signs in, where the reader is signed out. */
  readonly signInLink: string;
  /** Only then may anything be added, corrected or removed; the reader begins signed in. */
  signOut(): void;
  /** The same beyond the machine: nothing is asked over the chat either. */
  endSession(): void;
  /** Answers are held back, after their first part, until `release`. */
  holdAnswers(): void;
  release(): void;
  dropConnections(): void;
  refuseSockets(refuse: boolean): void;
  /** What /readyz reports instead of being ready; null for ready. */
  prepare(progress: { readonly done: number; readonly total: number } | null): void;
  failDocuments(fail: boolean): void;
  setDocuments(documents: readonly FixtureDocument[]): void;
  close(): Promise<void>;
}

export async function startFakeRecordServer(options: FakeRecordServerOptions): Promise<FakeRecordServer> {
  let { documents } = options;
  const intake = createFakeIntake();
  const corrections = createFakeCorrections();
  const uncorrected = () => [...documents, ...intake.added].filter(({ detail }) => !intake.isRemoved(detail.id));
  const findUncorrected = (id: string | undefined) =>
    uncorrected().find(({ detail }) => detail.id === decodeURIComponent(id ?? ""));
  const held = () => uncorrected().map((document) => corrections.apply(document));
  const find = (id: string | undefined) => held().find(({ detail }) => detail.id === decodeURIComponent(id ?? ""));
  const answer = options.answer ?? ((request: AskRequest) => fixtureAnswer(held(), request));
  const asked: AskRequest[] = [];
  const requested: string[] = [];
  const cancelled: string[] = [];
  const feedback = new Map<string, unknown>();
  let heldAnswers: (() => void)[] | null = null;
  let refusing = false;
  let preparing: { readonly done: number; readonly total: number } | null = null;
  let failing = false;
  let signedIn = true;
  let openToAll = true;
  let unusedLink: string | null = signInLink;

  const session: readonly Route[] = [
    {
      method: "GET",
      path: /^\/session$/,
      handle: () => ({
        json: signedIn
          ? { name: "admin", by: "session", scopes: ["ask", "add", "admin"] }
          : { name: null, by: "nobody", scopes: openToAll ? ["ask"] : [] },
      }),
    },
    {
      method: "POST",
      path: /^\/session$/,
      handle: (_, { body, headers }) => {
        const given = signInSchema.parse(body);
        const good = "link" in given ? given.link === unusedLink : given.key === signInKey;
        if (headers["relator-request"] === undefined) return refuse(403, "Not allowed");
        if (!good) return refuse(401, "A key is needed");
        if ("link" in given) unusedLink = null;
        signedIn = true;
        return { status: 204 };
      },
    },
    {
      method: "DELETE",
      path: /^\/session$/,
      handle: () => {
        signedIn = false;
        return { status: 204 };
      },
    },
  ];
  const routes: readonly Route[] = [
    { method: "GET", path: /^\/healthz$/, handle: () => ({ json: { status: "up" } }) },
    {
      method: "GET",
      path: /^\/readyz$/,
      handle: () =>
        preparing === null
          ? { json: { status: "ready" } }
          : { ...refuse(503, "Preparing"), extra: { progress: preparing } },
    },
    {
      method: "GET",
      path: /^\/api\/v1\/documents$/,
      handle: () => (failing ? refuse(500, "Internal error") : { json: { documents: held().map(summaryOf) } }),
    },
    {
      method: "GET",
      path: /^\/api\/v1\/examples$/,
      handle: (_, { query }) => {
        const language = query.get("language") === "en" ? "en" : "es";
        return { json: { language, questions: fixtureExamples(held(), language) } };
      },
    },
    ...correctionRoutes(corrections, findUncorrected),
    ...intakeRoutes(intake, find),
    {
      method: "GET",
      path: /^\/api\/v1\/documents\/([^/]+)(?:\/(text|interventions))?$/,
      handle: ([, id, part]) => {
        const document = find(id);
        if (document === undefined) return refuse(404, "Not found");
        if (part === "text") return { text: document.text };
        return { json: part === undefined ? document.detail : listInterventions(document.detail) };
      },
    },
    {
      method: "POST",
      path: /^\/api\/v1\/ask$/,
      handle: (_, { body }) => {
        const request = askRequestSchema.parse(body);
        asked.push(request);
        const result = answer(request);
        return isProblem(result) ? refuse(result.status, result.title) : { json: result };
      },
    },
    {
      method: "POST",
      path: /^\/api\/v1\/search$/,
      handle: (_, { body }) => {
        const { query, limit } = searchRequestSchema.parse(body);
        return { json: { results: fixtureSearch(held(), query, limit) } };
      },
    },
    {
      method: "POST",
      path: /^\/api\/v1\/feedback$/,
      handle: (_, { body }) => {
        const id = `feedback-${feedback.size + 1}`;
        feedback.set(id, body);
        return { status: 201, json: { id, deletionToken: `token-${id}` } };
      },
    },
    {
      method: "DELETE",
      path: /^\/api\/v1\/feedback\/([^/]+)$/,
      handle: ([, id], { headers }) => {
        const token = headers["deletion-token"];
        if (token !== `token-${id}` || !feedback.delete(id ?? "")) return refuse(404, "Not found");
        return { status: 204 };
      },
    },
  ];
  const server = createServer((request, response) => {
    requested.push(request.url ?? "");
    const mayNot = !signedIn && changesRecords(request);
    const refusing: readonly Route[] = [
      { method: request.method ?? "", path: /./, handle: () => refuse(401, "A key is needed") },
    ];
    void serve(request, response, mayNot ? refusing : [...session, ...routes], options.assets);
  });
  const sockets = new WebSocketServer({ noServer: true });
  const dropConnections = () => {
    for (const client of sockets.clients) client.terminate();
  };
  const chat = (socket: WebSocket) => {
    socket.on("message", (data) => {
      const event = clientEventSchema.parse(JSON.parse(String(data)));
      if (event.type === "cancel") {
        cancelled.push(event.requestId);
        return;
      }
      const { type: _, requestId, ...request } = event;
      asked.push(request);
      const [first, ...rest] = eventsOf(requestId, answer(request));
      const send = (next: ServerEvent | undefined) => next !== undefined && socket.send(JSON.stringify(next));
      send(first);
      const finish = () => rest.forEach(send);
      if (heldAnswers === null) finish();
      else {
        send(rest.shift());
        heldAnswers.push(() => !cancelled.includes(requestId) && finish());
      }
    });
  };
  server.on("upgrade", (request, socket, head) => {
    if (refusing || !(signedIn || openToAll)) socket.destroy();
    else sockets.handleUpgrade(request, socket, head, chat);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    requested,
    get lastAsked() {
      return asked.at(-1);
    },
    cancelled,
    feedback,
    intake,
    signInLink,
    signOut: () => {
      signedIn = false;
    },
    endSession: () => {
      signedIn = false;
      openToAll = false;
      dropConnections();
    },
    holdAnswers: () => {
      heldAnswers ??= [];
    },
    release() {
      const waiting = heldAnswers ?? [];
      heldAnswers = null;
      for (const finish of waiting) finish();
    },
    dropConnections,
    refuseSockets: (refuseAll) => {
      refusing = refuseAll;
    },
    prepare: (progress) => {
      preparing = progress;
    },
    failDocuments: (fail) => {
      failing = fail;
    },
    setDocuments: (next) => {
      documents = next;
    },
    close() {
      dropConnections();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export const signInKey = "relator_00000000_key";
const signInLink = "one-time-token";

function changesRecords({ method = "", url = "" }: IncomingMessage): boolean {
  if (url.startsWith("/api/v1/removed-documents") || url.startsWith("/api/v1/jobs")) return true;
  return method !== "GET" && url.startsWith("/api/v1/documents");
}

function isProblem(result: AskResponse | Problem): result is Problem {
  return "status" in result;
}

/** An answer as the chat tells it: the lead in pieces, then the citations, then the whole. */
function eventsOf(requestId: string, result: AskResponse | Problem): readonly ServerEvent[] {
  if (isProblem(result)) return [{ type: "request-error", requestId, sequence: 1, problem: result }];
  const { language, intent, understood, citations } = result;
  const parts = result.answer.match(/\S+\s*/g) ?? [];
  const bodies = [
    { type: "answer-start" as const, language, intent, understood },
    ...parts.map((text) => ({ type: "answer-part" as const, text })),
    ...citations.map((citation) => ({ type: "citation" as const, citation })),
    { type: "answer-end" as const, response: result },
  ];
  return bodies.map((body, index) => ({ ...body, requestId, sequence: index + 1 }));
}
