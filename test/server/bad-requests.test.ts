import { request as httpRequest } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { type Problem, problemSchema } from "../../server/protocol.ts";
import { type Serving, serve } from "./serving.ts";

let serving: Serving;
beforeAll(async () => {
  serving = await serve();
});
afterAll(() => serving.close());

afterEach(async () => {
  const response = await serving.post("/api/v1/ask", { question: "harbour" });
  expect(response.status, "the service still answers").toBe(200);
});

async function readProblem(response: Response, status: number): Promise<Problem> {
  expect(response.status).toBe(status);
  expect(response.headers.get("Content-Type")).toBe("application/problem+json; charset=utf-8");
  const problem = z.parse(problemSchema, await response.json());
  expect(problem.status).toBe(status);
  expect(problem.detail.length).toBeGreaterThan(10);
  return problem;
}

const pathsOf = ({ errors }: Problem): string[] => errors.map(({ path }) => path);

/** `fetch` writes some headers itself: what it will not send is sent by hand. */
function sendRaw(path: string, headers: Record<string, string>, method = "GET", body = ""): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${serving.url}${path}`, { method, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const responseHeaders = incoming.headers as Record<string, string>;
        resolve(new Response(Buffer.concat(chunks), { status: incoming.statusCode ?? 0, headers: responseHeaders }));
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

describe("a body that is not what the schema asks for", () => {
  test("in thousands of places gets a short answer that names the first of them", async () => {
    const unknown = Object.fromEntries(Array.from({ length: 8500 }, (_, index) => [`unknown${index}`, index]));
    const response = await serving.post("/api/v1/ask", { question: "a", ...unknown });
    const text = await response.clone().text();
    const problem = await readProblem(response, 400);
    expect(problem.errors[0]?.path).toBe("unknown0");
    expect(text.length).toBeLessThan(10_000);
  });

  test.each<[string, object, string[]]>([
    ["without a question", {}, ["question"]],
    ["with an empty question", { question: "" }, ["question"]],
    ["with a blank question", { question: " \n\t " }, ["question"]],
    ["with a question that is too long", { question: "a".repeat(2001) }, ["question"]],
    ["with a number for a question", { question: 7 }, ["question"]],
    ["with null for a question", { question: null }, ["question"]],
    ["with a list for a question", { question: ["a"] }, ["question"]],
    ["with another language", { question: "a", language: "fr" }, ["language"]],
    ["with a limit of zero", { question: "a", limit: 0 }, ["limit"]],
    ["with a limit beyond a page", { question: "a", limit: 501 }, ["limit"]],
    ["with half a limit", { question: "a", limit: 1.5 }, ["limit"]],
    ["with a limit as text", { question: "a", limit: "8" }, ["limit"]],
    ["with filters that are a list", { question: "a", filters: [] }, ["filters"]],
    ["with a filter that is a text", { question: "a", filters: { speakers: "x" } }, ["filters.speakers"]],
    ["with a filter value that is a number", { question: "a", filters: { speakers: [3] } }, ["filters.speakers[0]"]],
    ["with an unknown filter", { question: "a", filters: { mood: ["x"] } }, ["filters.mood"]],
    ["with an unknown field", { question: "a", colour: "red" }, ["colour"]],
    ["with too long a history", { question: "a", history: Array(11).fill({ question: "b" }) }, ["history"]],
    ["with a history of texts", { question: "a", history: ["b"] }, ["history[0]"]],
    ["with several faults at once", { question: 3, limit: "x" }, ["question", "limit"]],
  ])("%s is refused, and the field is named", async (_name, body, paths) => {
    const problem = await readProblem(await serving.post("/api/v1/ask", body), 400);
    expect(pathsOf(problem)).toEqual(paths);
    for (const { message } of problem.errors) expect(message).not.toBe("");
  });

  test.each(["null", "[]", '"question"', "3", "true"])("that is %s and no object is refused", async (body) => {
    expect(pathsOf(await readProblem(await serving.post("/api/v1/ask", body), 400))).toEqual([""]);
  });

  test("is refused by the search too", async () => {
    expect(pathsOf(await readProblem(await serving.post("/api/v1/search", { query: "" }), 400))).toEqual(["query"]);
  });

  test("that tries to reach an object's prototype is refused as an unknown field", async () => {
    const response = await serving.post("/api/v1/ask", '{"question":"a","__proto__":{"limit":1}}');
    expect(pathsOf(await readProblem(response, 400))).toEqual(["__proto__"]);
  });

  test("names an unknown filter value", async () => {
    const response = await serving.post("/api/v1/ask", { question: "a", filters: { countries: ["Atlantis"] } });
    const { errors } = await readProblem(response, 400);
    expect(errors).toEqual([{ path: "filters.countries[0]", message: "No record holds the country “Atlantis”." }]);
  });
});

describe("a body that cannot be read", () => {
  test.each([
    "{",
    '{"question":',
    "question=a",
    "{'question':'a'}",
    '{"question":"a"}}',
    "\u0000",
  ])("as JSON is refused: %j", async (body) => {
    expect((await readProblem(await serving.post("/api/v1/ask", body), 400)).type).toBe("/problems/malformed-request");
  });

  test("is refused when it is empty", async () => {
    expect((await readProblem(await serving.post("/api/v1/ask", ""), 400)).type).toBe("/problems/malformed-request");
  });

  test("is refused when it is not UTF-8", async () => {
    const body = Buffer.from('{"question":"¿Qué?"}', "latin1");
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(`${serving.url}/api/v1/ask`, { method: "POST", headers, body });
    expect((await readProblem(response, 400)).detail).toContain("UTF-8");
  });

  test("is refused when it is nested very deeply", async () => {
    const body = `{"question":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect(pathsOf(await readProblem(await serving.post("/api/v1/ask", body), 400))).toEqual(["question"]);
  });

  test("is refused when it is too large, as a question of 1 MB is", async () => {
    const problem = await readProblem(await serving.post("/api/v1/ask", { question: "a".repeat(1_000_000) }), 413);
    expect(problem.detail).toContain("256 kB");
  });

  test.each([
    ["text/plain", {}],
    ["application/x-www-form-urlencoded", {}],
    ["application/json; charset=iso-8859-1", {}],
    ["application/json", { "Content-Encoding": "gzip" }],
    ["", {}],
  ])("is refused by its media type “%s” %j", async (contentType, headers) => {
    const response = await sendRaw(
      "/api/v1/ask",
      { "Content-Type": contentType, ...headers },
      "POST",
      '{"question":"a"}',
    );
    expect((await readProblem(response, 415)).detail).toContain("application/json");
  });
});

describe("addresses", () => {
  test.each([
    "/nothing",
    "/api/v1/nothing",
    "/api/v2/ask",
    "/api/v1/documents/none",
    "/api/v1/documents/none/text",
  ])("%s: not found", async (path) => {
    await readProblem(await fetch(`${serving.url}${path}`), 404);
  });

  test.each([
    "/d/none.json",
    "/d/none@123456789012.txt",
    "/problems/none",
    "/assets/none.js",
  ])("%s: not found, though a browser asks", async (path) => {
    await readProblem(await fetch(`${serving.url}${path}`, { headers: { Accept: "text/html" } }), 404);
  });

  test.each(["/api/v1/documents/%zz", "/api/v1/documents/%E0%A4%A", "/d/%ff.json"])("%s: malformed", async (path) => {
    await readProblem(await sendRaw(path, {}), 400);
  });

  test.each([
    "/../package.json",
    "/assets/..%2f..%2fpackage.json",
    "/assets/%2e%2e/%2e%2e/package.json",
    "/.git/config",
  ])("%s leads to no file outside the page's folder", async (path) => {
    const response = await sendRaw(path, {});
    expect([400, 404]).toContain(response.status);
  });

  test.each([
    ["GET", "/api/v1/ask", "POST"],
    ["PUT", "/api/v1/search", "POST"],
    ["PATCH", "/api/v1/documents", "GET, HEAD, POST"],
    ["POST", "/api/v1/documents/ports-2024", "GET, HEAD, PUT, DELETE"],
    ["DELETE", "/api/v1/documents/ports-2024/text", "GET, HEAD"],
    ["POST", "/healthz", "GET, HEAD"],
    ["POST", "/d/ports-2024.json", "GET, HEAD"],
  ])("%s %s is not allowed, and what is is named", async (method, path, allowed) => {
    const response = await fetch(`${serving.url}${path}`, { method });
    await readProblem(response, 405);
    expect(response.headers.get("Allow")).toBe(allowed);
  });
});

describe("requests that another site's page could send", () => {
  test.each([
    "evil.example",
    "evil.example:80",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "a b",
    "[::1",
    "@x",
  ])("are refused by their Host “%s”", async (host) => {
    const response = await sendRaw("/api/v1/documents", { Host: host });
    expect((await readProblem(response, 403)).type).toBe("/problems/forbidden");
  });

  test.each([
    "localhost",
    "LOCALHOST:3000",
    "127.0.0.1",
    "[::1]:3000",
    "192.0.2.7",
  ])("are not: Host %s", async (host) => {
    expect((await sendRaw("/api/v1/documents", { Host: host })).status).toBe(200);
  });

  test.each([
    "http://evil.example",
    "null",
    "http://127.0.0.1:1",
    "file://",
  ])("are refused by Origin %s", async (origin) => {
    await readProblem(await serving.post("/api/v1/ask", { question: "harbour" }, { Origin: origin }), 403);
  });

  test("are not when they come from the server's own page", async () => {
    const response = await serving.post("/api/v1/ask", { question: "harbour" }, { Origin: serving.url });
    expect(response.status).toBe(200);
  });
});

describe("a fault of our own", () => {
  test("tells nothing of the inside", async () => {
    const response = await serving.post("/api/v1/ask", { question: "boom" });
    const problem = await readProblem(response, 500);
    expect(JSON.stringify(problem)).not.toMatch(/secret|Error|\.ts|stack/);
  });
});

describe("problems speak the reader's language", () => {
  test("Spanish", async () => {
    const response = await serving.post("/api/v1/ask", { question: 7 }, { "Accept-Language": "es-PE" });
    const problem = await readProblem(response, 400);
    expect(response.headers.get("Content-Language")).toBe("es");
    expect(problem.title).toBe("La solicitud no es válida");
    expect(problem.errors[0]?.message).toMatch(/se esperaba texto, recibido número/);
  });

  test("English", async () => {
    const response = await serving.post("/api/v1/ask", { question: " " }, { "Accept-Language": "en-GB" });
    expect((await readProblem(response, 400)).errors[0]?.message).toBe("Must not be empty: write a question.");
  });
});
