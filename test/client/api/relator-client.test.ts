import { once } from "node:events";
import { afterEach, expect, expectTypeOf, test } from "vitest";
import { WebSocket } from "ws";
import { ConnectionError, ProblemError } from "../../../client/api/errors.ts";
import { type ClientOptions, createRelatorClient } from "../../../client/api/relator-client.ts";
import type * as types from "../../../client/api/types.ts";
import type { DocumentDetail } from "../../../server/document-protocol.ts";
import type * as ingest from "../../../server/ingest-protocol.ts";
import type * as protocol from "../../../server/protocol.ts";
import { type Serving, serve } from "../../server/serving.ts";
import { partsOf, playSession, type Respond, script } from "./scripted-server.ts";

const question = "What does Peru recommend for the harbour of Callao?";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serveFakes(options: Parameters<typeof serve>[0] = {}): Promise<Serving> {
  const serving = await serve(options);
  closing.push(serving.close);
  return serving;
}

async function scripted(respond: Respond): Promise<string> {
  const { url, close } = await script(respond);
  closing.push(close);
  return url;
}
async function played(...lines: Parameters<typeof playSession>): Promise<string> {
  const { url, close } = await playSession(...lines);
  closing.push(close);
  return url;
}

const clientOf = (url: string, options: Partial<ClientOptions> = {}) =>
  createRelatorClient({ url, WebSocket, ...options });

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

test("its types are those of the protocol: what is sent fits the server, what comes fits the client", () => {
  expectTypeOf<types.AskRequest>().toExtend<protocol.AskRequest>();
  expectTypeOf<types.SearchRequest>().toExtend<protocol.SearchRequest>();
  expectTypeOf<protocol.AskResponse>().toExtend<types.Answer>();
  expectTypeOf<DocumentDetail>().toExtend<types.DocumentDetail>();
  expectTypeOf<protocol.Problem>().toExtend<types.Problem>();
  expectTypeOf<ingest.Job>().toExtend<types.Job>();
  expectTypeOf<ingest.PutReport>().toExtend<types.PutReport>();
});

test("asks, awaited and event by event, with the same citations", async () => {
  const relator = clientOf((await serveFakes()).url);
  const answer = await relator.ask({ question });
  expect(answer.citations).toHaveLength(1);
  for (const client of [relator, clientOf((await serveFakes()).url, { WebSocket: undefined as never })]) {
    const events = await collect(client.askEvents({ question }));
    expect(events.flatMap((event) => (event.type === "answer-part" ? [event.text] : [])).join("")).toBe(answer.answer);
    const cited = events.flatMap((event) => (event.type === "citation" ? [event.citation] : []));
    expect(cited).toEqual(answer.citations);
    expect(events.at(-1)).toMatchObject({ type: "answer-end", response: { citations: answer.citations } });
  }
});

test("searches, and reads records", async () => {
  const relator = clientOf((await serveFakes()).url);
  const [found] = await relator.search({ query: "containers" });
  const [document] = await relator.documents();
  expect(document?.id).toBe(found?.documentId);
  const source = await relator.text("ports-2024");
  expect(source.slice(found?.start, found?.end)).toBe(found?.quote);
  expect((await relator.document("ports-2024")).sections).toHaveLength(2);
});

test("adds files and tells how far they are, puts and removes", async () => {
  const relator = clientOf((await serveFakes()).url);
  const states: string[] = [];
  const files = [
    { name: "hills.txt", content: "Summary of the session on hills\nDelegation of Chile\nChile recommends heather.\n" },
    { name: "moors.txt", content: new TextEncoder().encode("Summary of the session on moors\nB\nGorse.\n") },
  ];
  const job = await relator.add(files, { onProgress: ({ state }) => states.push(state) });
  expect(job.files.map(({ state }) => state)).toEqual(["added", "added"]);
  expect(states.at(0)).toBe("running");
  expect(states.at(-1)).toBe("ended");
  const hills = files[0] as (typeof files)[0];
  expect((await relator.put("hills", hills)).unchanged).toBe(true);
  await relator.remove("hills", { purge: true });
  expect((await relator.documents()).map(({ id }) => id)).toEqual(["ports-2024", "moors"]);
});

test("what is refused is told as the server tells it", async () => {
  const relator = clientOf((await serveFakes()).url, { language: "es" });
  const refused = relator.ask({ question, filters: { countries: ["Ruritania"] } });
  await expect(refused).rejects.toBeInstanceOf(ProblemError);
  await expect(refused).rejects.toMatchObject({ status: 400, problem: { title: "La solicitud no es válida" } });
  const overSocket = collect(relator.askEvents({ question, filters: { countries: ["Ruritania"] } }));
  await expect(overSocket).rejects.toMatchObject({ status: 400 });
});

test("taken back, the work stops; leaving the loop takes back too", async () => {
  const stopped: string[] = [];
  const gate = async (asked: string, { signal }: { signal: AbortSignal }) => {
    if (!asked.includes("never")) return;
    begun();
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    stopped.push(asked);
    ended();
  };
  let begun = () => {};
  let ended = () => {};
  const relator = clientOf((await serveFakes({ gate })).url);
  for (const ask of [
    (signal: AbortSignal) => relator.ask({ question: "never by HTTP" }, { signal }),
    (signal: AbortSignal) => collect(relator.askEvents({ question: "never by socket" }, { signal })),
  ]) {
    const controller = new AbortController();
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const isEnded = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const asked = expect(ask(controller.signal)).rejects.toThrow();
    await isBegun;
    controller.abort();
    await asked;
    await isEnded;
  }
  expect(stopped).toEqual(["never by HTTP", "never by socket"]);
  for await (const event of relator.askEvents({ question })) if (event.type === "answer-start") break;
});

test("what may be sent twice is sent again, no sooner than it is told; what may not is not", async () => {
  let asked = 0;
  const url = await scripted((request, response) => {
    asked += 1;
    request.resume();
    if (asked === 1) return response.writeHead(503, { "Retry-After": "0" }).end();
    if (asked === 2) return response.destroy();
    return response.writeHead(200).end("{}");
  });
  await clientOf(url).ask({ question });
  expect(asked).toBe(3);
  asked = 0;
  await expect(clientOf(url).add([{ name: "a.txt", content: "a" }])).rejects.toMatchObject({ status: 503 });
  expect(asked).toBe(1);

  const busy = await scripted((request, response) => {
    request.resume();
    response.writeHead(429, { "Retry-After": "3600" }).end();
  });
  await expect(clientOf(busy).ask({ question })).rejects.toMatchObject({ status: 429, retryAfterMs: 3_600_000 });
  const nobody = "http://127.0.0.1:9";
  await expect(clientOf(nobody, { retries: 0 }).ask({ question })).rejects.toBeInstanceOf(ConnectionError);
});

test("a removal whose response was lost is done where it is not found again; what was never there is told", async () => {
  let asked = 0;
  const url = await scripted((request, response) => {
    asked += 1;
    request.resume();
    if (asked === 1) return response.destroy();
    return response.writeHead(404).end();
  });
  await clientOf(url).remove("hills");
  expect(asked).toBe(2);
  await expect(clientOf(url).remove("hills")).rejects.toMatchObject({ status: 404 });
});

test("a line that is cut is resumed where it was", async () => {
  let resumed: unknown = null;
  const url = await played([
    (socket, { requestId }) => {
      partsOf(socket, requestId).part(1, "a");
      socket.terminate();
    },
    (socket, event) => {
      resumed = event;
      const [{ requestId }] = event.requests as [{ requestId: string }];
      const send = partsOf(socket, requestId);
      send.tell({ type: "resumed", token: "t3", unknown: [] });
      send.part(2, "bc");
      send.end(3);
    },
  ]);
  const events = await collect(clientOf(url).askEvents({ question }));
  expect(events).toEqual([
    { type: "answer-part", text: "a" },
    { type: "answer-part", text: "bc" },
    { type: "answer-end", response: { answer: "abc" } },
  ]);
  expect(resumed).toMatchObject({ type: "resume", token: "t2", requests: [{ after: 1 }] });
});

test("where the rest is not kept any more, the question is asked anew, and what came before is called void", async () => {
  const url = await played([
    (socket, { requestId }) => {
      partsOf(socket, requestId).part(1, "x");
      socket.terminate();
    },
    (socket, { requests }) => {
      const [{ requestId }] = requests as [{ requestId: string }];
      socket.once("message", () => {
        partsOf(socket, requestId).part(1, "abc");
        partsOf(socket, requestId).end(2);
      });
      partsOf(socket, requestId).tell({ type: "resume-expired", token: "t9" });
    },
  ]);
  const types = (await collect(clientOf(url).askEvents({ question }))).map(({ type }) => type);
  expect(types).toEqual(["answer-part", "restart", "answer-part", "answer-end"]);
});

test("a line that brings what nobody can read is left for another, on which the answer goes on", async () => {
  let closed: Promise<unknown[]> | undefined;
  const url = await played([
    (socket, { requestId }) => {
      closed = once(socket, "close");
      partsOf(socket, requestId).part(1, "a");
      socket.send("<html>");
      partsOf(socket, requestId).part(2, "lost");
    },
    (socket, { requests }) => {
      const [{ requestId }] = requests as [{ requestId: string }];
      const send = partsOf(socket, requestId);
      send.tell({ type: "resumed", token: "t3", unknown: [] });
      send.part(2, "bc");
      send.end(3);
    },
  ]);
  const events = await collect(clientOf(url).askEvents({ question }));
  expect(events.flatMap((event) => (event.type === "answer-part" ? [event.text] : []))).toEqual(["a", "bc"]);
  // No goodbye, with which the server would forget the session.
  expect((await closed)?.[0]).toBe(4000);
});

test("a line that falls silent is left for another", async () => {
  const url = await played([
    () => {},
    (socket, { requests }) => {
      const [{ requestId }] = requests as [{ requestId: string }];
      const send = partsOf(socket, requestId);
      send.tell({ type: "resumed", token: "t3", unknown: [] });
      send.end(1);
    },
  ]);
  const patient = clientOf(url, { longestSilenceMs: 100, retries: 1_000 });
  expect(await collect(patient.askEvents({ question }))).toHaveLength(1);
});

test("a line that brings no answer is given up after so many attempts, and what is refused for now is asked again", async () => {
  const cut = await played([(socket) => socket.terminate(), (socket) => socket.terminate()]);
  const asked = collect(clientOf(cut, { retries: 1 }).askEvents({ question }));
  await expect(asked).rejects.toBeInstanceOf(ConnectionError);
  const busy = { type: "/problems/overloaded", title: "", status: 503, detail: "", errors: [], retryAfterSeconds: 0 };
  const url = await played([
    (socket, { requestId }) => {
      socket.once("message", () => partsOf(socket, requestId).end(1));
      socket.send(JSON.stringify({ type: "request-error", requestId, sequence: 1, problem: busy }));
    },
  ]);
  expect((await collect(clientOf(url).askEvents({ question }))).map(({ type }) => type)).toEqual(["answer-end"]);
});

test("a job is followed over streams that break off, and told of once for each state", async () => {
  let streams = 0;
  const url = await scripted((_request, response) => {
    streams += 1;
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    if (streams === 1)
      return response.end(': hello\r\n\r\nevent: other\ndata: 1\n\nevent: job\ndata: {"state":"running"}\n\n');
    if (streams === 2) return response.destroy();
    return response.end('event: job\ndata: {"state":\ndata: "ended"}\n\n');
  });
  const states: string[] = [];
  const job = await clientOf(url).followJob("a/b", { onProgress: ({ state }) => states.push(state) });
  expect(job).toEqual({ state: "ended" });
  expect(states).toEqual(["running", "ended"]);
});
