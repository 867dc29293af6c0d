import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import {
  facetsSchema,
  organizationListSchema,
  speakerListSchema,
  topicListSchema,
} from "../../server/facets-protocol.ts";
import { citationSchema } from "../../server/protocol.ts";
import { createFakeAssistant } from "../fakes/fake-assistant.ts";
import { createFakeCollection } from "../fakes/fake-collection.ts";
import { makeDocument } from "../fakes/fake-documents.ts";
import { record, type Serving, serve } from "./serving.ts";

const forests = makeDocument("forests", ["On forests", "Delegation of Peru", "The oaks are old."]);
let serving: Serving;
beforeAll(async () => {
  const collection = createFakeCollection({ documents: [record, forests], makeAssistant: createFakeAssistant });
  serving = await serve({ collection });
  const clientDirectory = join(serving.dataDirectory, "no-client");
  await mkdir(clientDirectory);
  await writeFile(join(clientDirectory, "index.html"), "<!doctype html><title>Relator</title>");
});
afterAll(() => serving.close());

const get = (path: string, headers: Readonly<Record<string, string>> = {}, method = "GET") =>
  fetch(`${serving.url}${path}`, { method, headers: { "Cache-Control": "max-age=0", ...headers } });
const problemType = async (response: Response) => ((await response.json()) as { type: string }).type;

describe("a passage by its address", () => {
  test.each(["p3", "ports-2024%2Fp3"])("is a citation with its links: %s", async (id) => {
    const response = await get(`/api/v1/documents/ports-2024/passages/${id}`);
    const citation = z.parse(citationSchema, await response.json());
    expect(record.source.slice(citation.start, citation.end)).toBe(citation.quote);
    expect(citation).toMatchObject({ passageId: "ports-2024/p3", paragraph: 3, number: 1, score: null });
    expect(citation.link).toBe(`${serving.url}/d/ports-2024@${record.revision}#p3`);
    const twin = (await (await fetch(citation.json ?? "")).json()) as { place: { passage: { id: string } } };
    expect(twin.place).toMatchObject({ exact: true, passage: { id: "ports-2024/p3" } });
  });

  test("comes with the translation in the reader's language", async () => {
    const response = await get("/api/v1/documents/ports-2024/passages/p1", { "Accept-Language": "es" });
    expect(await response.json()).toMatchObject({ translation: { language: "es", text: "Título" } });
  });

  test("that is none is a 404", async () => {
    expect((await get("/api/v1/documents/ports-2024/passages/p99")).status).toBe(404);
    expect((await get("/api/v1/documents/nothing/passages/p1")).status).toBe(404);
  });
});

describe("what the records hold", () => {
  const one = { documents: 1, passages: 1, recommendations: 0 };
  const all = { documents: 2, passages: 4, recommendations: 0 };

  test("is counted by speaker, organization and topic", async () => {
    const { speakers } = z.parse(speakerListSchema, await (await get("/api/v1/speakers")).json());
    const name = "Delegation of Peru";
    expect(speakers).toEqual([{ name, organization: name, country: "PE", role: null, ...all }]);
    const { organizations } = z.parse(organizationListSchema, await (await get("/api/v1/organizations")).json());
    expect(organizations).toEqual([{ name, ...all }]);
    const { topics } = z.parse(topicListSchema, await (await get("/api/v1/topics?document=forests")).json());
    expect(topics).toEqual([{ name, ...one }]);
  });

  test("is counted by every field, over all records or some", async () => {
    const whole = z.parse(facetsSchema, await (await get("/api/v1/facets")).json());
    expect(whole).toMatchObject(all);
    expect(whole.facets.documents.map(({ value }) => value)).toEqual(["ports-2024", "forests"]);
    const both = await (await get("/api/v1/facets?document=forests&document=ports-2024")).json();
    expect(both).toEqual(whole);
    const some = z.parse(facetsSchema, await (await get("/api/v1/facets?document=forests")).json());
    expect(some).toMatchObject({ ...one, facets: { kinds: [{ value: "key-point", ...one }] } });
  });

  test("is refused for a record that is not held", async () => {
    const response = await get("/api/v1/facets?document=nothing");
    expect(response.status).toBe(400);
    expect(await problemType(response)).toBe("/problems/unservable-value");
  });
});

describe("what does not change", () => {
  test.each([
    "/api/v1/documents",
    "/api/v1/documents/ports-2024",
    "/api/v1/documents/ports-2024/text",
    "/api/v1/documents/ports-2024/passages/p3",
    "/api/v1/facets",
    "/api/v1/openapi.json",
    "/d/ports-2024.json",
    "/d/ports-2024.txt",
  ])("is not sent twice to whoever holds it, and HEAD tells of it: %s", async (path) => {
    const first = await get(path);
    const etag = first.headers.get("ETag") ?? "";
    const body = await first.text();
    expect(etag).not.toBe("");
    const second = await get(path, { "If-None-Match": etag });
    expect([second.status, await second.text()]).toEqual([304, ""]);
    const head = await get(path, {}, "HEAD");
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(head.headers.get("ETag")).toBe(etag);
    expect(head.headers.get("Content-Length")).toBe(String(Buffer.byteLength(body)));
  });
});

describe("an address of the page", () => {
  const html = { Accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

  test.each([
    "/",
    "/?q=x",
    "/recommendations",
    "/library",
    "/library/passages?q=x",
    "/d/ports-2024",
    "/d/ports-2024@x",
  ])("that names a screen is served: %s", async (path) => expect((await get(path, html)).status).toBe(200));

  test.each([
    "/nothing",
    "/library/nothing",
    "/d/nothing",
    "/d/a/b",
  ])("that names nothing is a 404 with the page, which says so: %s", async (path) => {
    const response = await get(path, html);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("<title>Relator</title>");
  });

  test("that names nothing is a problem document for programs", async () => {
    for (const path of ["/nothing", "/api/v1/nothing"]) {
      expect(await problemType(await get(path))).toBe("/problems/not-found");
    }
  });
});
