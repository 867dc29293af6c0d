import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { auditLogSchema, signInLinkSchema } from "../../server/access/access-messages.ts";
import { readAdminKey } from "../../server/access/admin-key.ts";
import { openKeyStore } from "../../server/access/key-store.ts";
import { type Scope, sessionViewSchema } from "../../server/access-protocol.ts";
import { chatProtocol } from "../../server/session-protocol.ts";
import { type ChatClient, openChat } from "./chat-client.ts";
import { description, operationsOf } from "./openapi/described.ts";
import { type Serving, serve } from "./serving.ts";

const woods = "Summary of the session on woods\nDelegation of Chile\nChile recommends a harbour for timber.\n";
const proxied = { "X-Forwarded-For": "203.0.113.7" };
const allowedOrigin = "https://app.example.org";

let serving: Serving;
let adminKey: string;

beforeAll(async () => {
  serving = await serve({
    settings: { trustedProxies: 1, proxyUserHeader: "x-remote-user", allowedOrigins: [allowedOrigin] },
  });
  adminKey = readAdminKey(serving.dataDirectory) ?? "";
});
afterAll(() => serving.close());

interface Sent {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** With no header but those named, which a browser or a forwarder could send. */
async function send(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = "",
): Promise<Sent> {
  const request = httpRequest(new URL(path, serving.url), { method, headers });
  request.end(body);
  const [response] = await once(request, "response");
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, headers: response.headers, text };
}

const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });
const json = { "Content-Type": "application/json" };
const ask = (headers: Readonly<Record<string, string>> = {}) =>
  send("POST", "/api/v1/ask", { ...json, ...headers }, JSON.stringify({ question: "What did Peru recommend?" }));
const add = (headers: Readonly<Record<string, string>> = {}) =>
  send("POST", "/api/v1/documents?name=woods.txt", { "Content-Type": "text/plain", ...headers }, woods);
const makeKey = async (name: string, scopes: readonly Scope[], expiresAt: Date | null = null) =>
  (await serving.access.keys.make({ name, scopes, expiresAt })).text;

/** What only asks, though not by GET, and what is everybody's: their own opinion, signing in and out. */
const openRoutes: ReadonlySet<string> = new Set([
  "post /api/v1/ask",
  "post /api/v1/search",
  "post /api/v1/feedback",
  "delete /api/v1/feedback/{id}",
  "post /mcp",
  "post /session",
  "delete /session",
  "post /v1/chat/completions",
  "post /v1/responses",
  "post /v1/embeddings",
]);

const bodies: Readonly<Record<string, string>> = {
  "post /api/v1/documents": woods,
  "put /api/v1/documents/{id}": woods,
  "post /api/v1/documents/{id}/corrections": '{"corrections":[]}',
  "put /api/v1/collections/{name}": '{"documents":[]}',
};

/** Every way of changing something that there is: what the description tells, which a test of its own holds to the routes. */
const changes: readonly (readonly [string, string, string])[] = operationsOf(description)
  .filter(({ method, path }) => method !== "get" && !openRoutes.has(`${method} ${path}`))
  .flatMap(({ method, path }): (readonly [string, string, string])[] => {
    const sample = path.replace("/jobs/{id}", "/jobs/none").replace("{id}", "ports-2024").replace("{name}", "ports");
    const address = sample.replace(/\{\w+\}/gu, "none");
    const body = bodies[`${method} ${path}`] ?? "";
    const queries = method === "delete" ? ["", "?purge=true"] : [body === woods ? "?name=woods.txt" : ""];
    return queries.map((query) => [method.toUpperCase(), `${address}${query}`, body]);
  });

test("the ways of changing something are all tried", () => {
  const described = operationsOf(description).map(({ method, path }) => `${method} ${path}`);
  expect([...openRoutes, ...Object.keys(bodies)].filter((route) => !described.includes(route))).toEqual([]);
  expect(changes.length).toBeGreaterThan(10);
});

describe("an outsider", () => {
  const outsiders: readonly (readonly [string, () => Promise<Readonly<Record<string, string>>>])[] = [
    ["through a forwarder that adds no header", async () => ({})],
    ["through a proxy", async () => proxied],
    ["through a tunnel that keeps its own name", async () => ({ Host: "relator.tunnel.example" })],
    ["by DNS rebinding", async () => ({ Host: "rebound.example", Origin: "http://rebound.example" })],
    [
      "with a form on another site's page",
      async () => ({ Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" }),
    ],
    ["with a form on a page without an origin", async () => ({ Origin: "null", "Sec-Fetch-Site": "cross-site" })],
    ["from another site that tells no origin", async () => ({ "Sec-Fetch-Site": "cross-site", ...bearer(adminKey) })],
    [
      "from an allowed origin, even with a key",
      async () => ({ Origin: allowedOrigin, "Sec-Fetch-Site": "cross-site", ...bearer(adminKey) }),
    ],
    [
      "from an allowed origin, even with a key, in a browser that does not tell the site",
      async () => ({ Origin: allowedOrigin, ...bearer(adminKey) }),
    ],
    [
      "from an allowed origin on the same site, even with a key",
      async () => ({ Origin: allowedOrigin, "Sec-Fetch-Site": "same-site", ...bearer(adminKey) }),
    ],
    ["with a wrong key", async () => bearer(`${adminKey.slice(0, -4)}0000`)],
    ["with the id of a key alone", async () => bearer(adminKey.split("_").slice(0, 2).join("_"))],
    ["with no key in the header", async () => bearer("")],
    ["with an expired key", async () => bearer(await makeKey("past", ["ask", "add", "admin"], new Date(0)))],
    [
      "with a key that was revoked",
      async () => {
        const text = await makeKey("gone", ["ask", "add", "admin"]);
        await serving.access.keys.revoke("gone");
        return bearer(text);
      },
    ],
    ["with a key for asking only", async () => bearer(await makeKey("reader", ["ask"]))],
    ["who names a person as the proxy does", async () => ({ ...proxied, "X-Remote-User": "director" })],
    ["who says that loopback asked", async () => ({ "X-Forwarded-For": "127.0.0.1", Forwarded: "for=127.0.0.1" })],
    ["with a made-up session", async () => ({ Cookie: "relator-session=AAAA", "Relator-Request": "page" })],
  ];

  test.each(outsiders)("%s changes nothing", async (_name, headersOf) => {
    const headers = await headersOf();
    for (const [method, path, body] of changes) {
      const type = body.startsWith("{") ? "application/json" : "text/plain";
      const { status, text } = await send(method, path, { "Content-Type": type, ...headers }, body);
      expect([401, 403], `${method} ${path} gave ${status}`).toContain(status);
      expect(JSON.parse(text)).toMatchObject({ status, detail: expect.stringMatching(/\.$/) });
    }
    const held = serving.collection.documents();
    expect(held.map(({ id }) => id)).toEqual(["ports-2024"]);
    expect(serving.access.audit.read(10)).toEqual([]);
  });

  test.each([
    "/api/v1/documents",
    "/api/v1/documents/ports-2024/text",
    "/d/ports-2024.json",
    "/api/v1/openapi.json",
    "/nothing",
  ])("beyond loopback reads nothing at %s", async (path) => {
    const { status, headers } = await send("GET", path, proxied);
    expect(status).toBe(401);
    expect(headers["www-authenticate"]).toMatch(/^Bearer/);
    expect((await send("GET", path, { ...proxied, ...bearer(adminKey) })).status).not.toBe(401);
  });

  test("beyond loopback asks nothing, over a socket neither", async () => {
    expect((await ask(proxied)).status).toBe(401);
    const open = async (headers: Record<string, string>) => {
      const socket = new WebSocket(serving.socketUrl, { headers });
      const status = await new Promise((resolve) => {
        socket.once("open", () => resolve(101));
        socket.once("unexpected-response", (_request, response) => resolve(response.statusCode));
      });
      socket.on("error", () => {});
      socket.terminate();
      return status;
    };
    expect(await open(proxied)).toBe(401);
    expect(await open({ Origin: "https://evil.example" })).toBe(403);
    expect(await open({ ...proxied, ...bearer(adminKey) })).toBe(101);
    expect(await open({ Origin: allowedOrigin })).toBe(101);
    expect(await open({})).toBe(101);
  });

  test.each(["/healthz", "/readyz", "/problems/unauthorized"])("is told at %s how the server is", async (path) => {
    expect((await send("GET", path, proxied)).status).toBe(200);
  });
});

describe("an open socket", () => {
  const open = async (headers: Record<string, string>, protocol?: string) =>
    openChat(serving.socketUrl, { headers: { ...proxied, ...headers }, ...(protocol !== undefined && { protocol }) });
  const asked = async (chat: ChatClient, requestId: string) => {
    chat.send({ type: "ask", requestId, question: "What did Peru recommend?" });
    return (await chat.eventsOf(requestId)).at(-1);
  };

  test("asks nothing more once its key is revoked, and is closed", async () => {
    const chat = await open(bearer(await makeKey("leaving", ["ask"])));
    expect(await asked(chat, "before")).toMatchObject({ type: "answer-end" });
    await serving.access.keys.revoke("leaving");
    const closed = once(chat.socket, "close");
    expect(await asked(chat, "after")).toMatchObject({ type: "request-error", problem: { status: 401 } });
    expect((await closed)[0]).toBe(4401);
  });

  test("asks nothing more once its browser is signed out", async () => {
    const key = serving.access.keys.verify(await makeKey("visitor", ["ask"]));
    const { token } = await serving.access.sessions.open(typeof key === "string" ? "" : key.id);
    const chat = await open({ Cookie: `relator-session=${token}` });
    expect(await asked(chat, "before")).toMatchObject({ type: "answer-end" });
    await serving.access.sessions.close(token);
    const closed = once(chat.socket, "close");
    expect(await asked(chat, "after")).toMatchObject({ type: "request-error", problem: { status: 401 } });
    expect((await closed)[0]).toBe(4401);
  });

  test("goes on with a session of its own key's only", async () => {
    const mine = bearer(await makeKey("mine", ["ask"]));
    const first = await open(mine, chatProtocol);
    const { token } = await first.sessionEvent("session");
    expect(await asked(first, "one")).toMatchObject({ type: "answer-end" });
    const resume = { type: "resume", token, requests: [{ requestId: "one", after: 0 }] };
    const other = await open(bearer(await makeKey("other", ["ask"])), chatProtocol);
    other.send(resume);
    expect(await other.sessionEvent("resumed", "resume-expired")).toMatchObject({ type: "resume-expired" });
    const again = await open(mine, chatProtocol);
    again.send(resume);
    expect(await again.sessionEvent("resumed", "resume-expired")).toMatchObject({ type: "resumed" });
  });
});

test("how many records there are, and their ids, is told at /readyz to whoever may ask", async () => {
  const read = async (headers: Readonly<Record<string, string>>) =>
    JSON.parse((await send("GET", "/readyz", headers)).text);
  expect(await read(proxied)).toEqual({ status: "ready" });
  for (const headers of [{}, { ...proxied, ...bearer(adminKey) }]) {
    expect(await read(headers)).toMatchObject({ status: "ready", documents: expect.any(Number) });
  }
});

describe("over loopback", () => {
  test("asking needs no key, and any may be sent", async () => {
    for (const headers of [{}, bearer("sk-anything"), bearer(""), { Authorization: "Basic eDp5" }]) {
      expect((await ask(headers)).status).toBe(200);
    }
  });

  test("a wrong key adds nothing, and the answer says why", async () => {
    const { status, headers, text } = await add(bearer("sk-anything"));
    expect(status).toBe(401);
    expect(headers["www-authenticate"]).toContain("invalid_token");
    expect(JSON.parse(text).detail).toMatch(/not known here/);
  });

  test("a key that another process makes or revokes counts at once", async () => {
    const elsewhere = openKeyStore(serving.dataDirectory);
    const { text } = await elsewhere.make({ name: "office", scopes: ["ask", "add"], expiresAt: null });
    const listJobs = () => send("GET", "/api/v1/removed-documents", bearer(text));
    expect((await listJobs()).status).toBe(200);
    expect((await send("GET", "/api/v1/audit-log", bearer(text))).status).toBe(403);
    await elsewhere.revoke("office");
    expect((await listJobs()).status).toBe(401);
  });
});

describe("pages of an allowed origin", () => {
  test("ask, after asking whether they may", async () => {
    const headers = { Origin: allowedOrigin, "Sec-Fetch-Site": "cross-site" };
    const preflight = await send("OPTIONS", "/api/v1/ask", {
      ...headers,
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "authorization, content-type",
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers["access-control-allow-headers"]).toBe("authorization, content-type");
    const answer = await ask(headers);
    expect(answer.status).toBe(200);
    expect(answer.headers["access-control-allow-origin"]).toBe(allowedOrigin);
    expect(answer.headers["access-control-allow-credentials"]).toBeUndefined();
    expect((await ask({ ...headers, Origin: "https://other.example.org" })).status).toBe(403);
  });
});

describe("a browser", () => {
  const page = { "Sec-Fetch-Site": "same-origin", "Relator-Request": "page" };
  const signIn = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    send("POST", "/session", { ...json, ...page, ...headers }, JSON.stringify(body));
  const cookieOf = ({ headers }: Sent) => headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
  const makeLink = async () => {
    const { text } = await send("POST", "/api/v1/sign-in-links", bearer(adminKey));
    return signInLinkSchema.parse(JSON.parse(text)).path.split("#link=")[1] ?? "";
  };
  const viewOf = async (headers: Readonly<Record<string, string>>) =>
    sessionViewSchema.parse(JSON.parse((await send("GET", "/session", headers)).text));

  test("signs in once with a link, and gets a cookie that scripts and other sites do not", async () => {
    const link = await makeLink();
    const signedIn = await signIn({ link });
    expect(signedIn.status).toBe(204);
    expect(signedIn.headers["set-cookie"]?.[0]).toMatch(
      /^relator-session=[\w-]{43}; Max-Age=\d+; HttpOnly; SameSite=Strict$/,
    );
    expect((await signIn({ link })).status).toBe(401);
    expect(await viewOf({ Cookie: cookieOf(signedIn) })).toEqual({
      name: "admin",
      by: "session",
      scopes: ["ask", "add", "admin"],
    });
    expect(await viewOf({})).toEqual({ name: null, by: "nobody", scopes: ["ask"] });
    expect(await viewOf(proxied)).toEqual({ name: null, by: "nobody", scopes: [] });
  });

  test("over TLS gets a cookie that goes over TLS only", async () => {
    const host = new URL(serving.url).host;
    const { headers } = await signIn({ key: adminKey }, { Origin: `https://${host}` });
    expect(headers["set-cookie"]?.[0]).toMatch(/^__Secure-relator-session=.*; Secure$/);
  });

  test("changes something from the server's own page only", async () => {
    const Cookie = cookieOf(await signIn({ key: adminKey }));
    const list = (headers: Readonly<Record<string, string>>) =>
      send("PUT", "/api/v1/collections/ports", { ...json, Cookie, ...headers }, '{"documents":["ports-2024"]}');
    expect((await list({})).status).toBe(403);
    expect((await list({ ...page, "Sec-Fetch-Site": "same-site" })).status).toBe(403);
    expect((await list({ ...page, Origin: "http://127.0.0.1:1" })).status).toBe(403);
    // Browsers that do not tell the site: over plain HTTP, and old ones.
    const untold = { "Relator-Request": "page" };
    expect((await list({ ...untold, Origin: allowedOrigin })).status).toBe(403);
    expect((await list({ ...untold, Origin: serving.url })).status).toBe(201);
    expect((await list(page)).status).toBe(200);
    const [entry] = serving.access.audit.read(1);
    expect(entry).toMatchObject({ name: "admin", by: "session", method: "PUT", path: "/api/v1/collections/ports" });
  });

  test("signs out, and its session is over", async () => {
    const Cookie = cookieOf(await signIn({ key: adminKey }));
    expect((await send("DELETE", "/session", { Cookie })).status).toBe(403);
    const out = await send("DELETE", "/session", { Cookie, ...page });
    expect(out.headers["set-cookie"]?.[0]).toContain("Max-Age=0");
    expect((await viewOf({ Cookie })).by).toBe("nobody");
  });

  test("is signed out when its key is revoked", async () => {
    const Cookie = cookieOf(await signIn({ key: await makeKey("guest", ["ask", "add"]) }));
    expect((await viewOf({ Cookie })).name).toBe("guest");
    await serving.access.keys.revoke("guest");
    expect((await viewOf({ Cookie })).by).toBe("nobody");
  });

  test("beyond loopback is led to sign in, and back", async () => {
    const { status, headers } = await send("GET", "/library/reading?document=x", { ...proxied, Accept: "text/html" });
    expect([status, headers.location]).toEqual([302, "../sign-in?to=%2Flibrary%2Freading%3Fdocument%3Dx"]);
    expect((await send("GET", "/sign-in", { ...proxied, Accept: "text/html" })).status).not.toBe(302);
  });
});

describe("a trusted proxy", () => {
  test("names the person, beside its key", async () => {
    const office = bearer(await makeKey("proxy", ["ask", "add"]));
    const view = async (headers: Readonly<Record<string, string>>) =>
      JSON.parse((await send("GET", "/session", headers)).text);
    expect(await view({ ...office, ...proxied, "X-Remote-User": "m.quispe" })).toMatchObject({
      name: "m.quispe",
      by: "proxy",
    });
    expect(await view({ ...office, "X-Remote-User": "m.quispe" })).toMatchObject({ name: "proxy", by: "key" });
    // Its key goes with whatever a page makes the browser send.
    const remove = { ...office, ...proxied, "X-Remote-User": "m.quispe" };
    expect((await send("DELETE", "/api/v1/documents/none", remove)).status).toBe(403);
    expect((await send("DELETE", "/api/v1/documents/none", { ...remove, "Relator-Request": "page" })).status).toBe(404);
  });
});

test("what is changed is written down: who, what and when, and never what a file is called or says", async () => {
  const added = await add(bearer(adminKey));
  expect(added.status).toBe(201);
  const { id } = JSON.parse(added.text).document;
  const corrections = `/api/v1/documents/${id}/corrections`;
  expect((await send("DELETE", corrections, bearer(adminKey))).status).toBe(200);
  expect((await send("DELETE", `/api/v1/documents/${id}?purge=true`, bearer(adminKey))).status).toBe(204);
  const { text } = await send("GET", "/api/v1/audit-log?limit=3", bearer(adminKey));
  const { entries } = auditLogSchema.parse(JSON.parse(text));
  const removed = { path: `/api/v1/documents/${id}`, status: 204, records: [id], purged: true };
  expect(entries).toMatchObject([
    { name: "admin", by: "key", method: "DELETE", ...removed },
    { name: "admin", by: "key", method: "DELETE", path: corrections, status: 200, records: [id], purged: false },
    { name: "admin", by: "key", method: "POST", path: "/api/v1/documents", status: 201, records: [id] },
  ]);
  const log = await readFile(join(serving.dataDirectory, "audit.log"), "utf8");
  expect(log).not.toMatch(/woods\.txt|harbour/);
  const streamed = { ...bearer(adminKey), Accept: "application/x-ndjson" };
  expect((await add(streamed)).status).toBe(200);
  // The same again is told as a problem in the stream, and is no change.
  expect((await add(streamed)).text).toContain("/problems/conflict");
  expect(serving.access.audit.read(2)).toMatchObject([{ status: 200, records: [id] }, { status: 204 }]);
  expect((await send("GET", "/api/v1/audit-log?limit=0", bearer(adminKey))).status).toBe(400);
});
