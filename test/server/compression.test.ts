import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFakeAssistant } from "../fakes/fake-assistant.ts";
import { createFakeCollection } from "../fakes/fake-collection.ts";
import { makeDocument } from "../fakes/fake-documents.ts";
import { keyOf } from "./operator.ts";
import { type Serving, serve } from "./serving.ts";

const script = `export const words = "${"harbour ".repeat(400)}";\n`;
const page = `<!doctype html><title>Relator</title><p>${"harbour ".repeat(400)}</p>\n`;
const longRecord = makeDocument(
  "long-2024",
  Array.from({ length: 80 }, (_, line) => `The harbour handled ${line} containers — ñandú 🚢.`),
);

let serving: Serving;
let clientDirectory: string;
beforeAll(async () => {
  clientDirectory = await mkdtemp(join(tmpdir(), "relator-client-"));
  await mkdir(join(clientDirectory, "assets"));
  for (const [path, text] of [
    ["index.html", page],
    ["assets/page-1a2b.js", script],
    ["assets/small-3c4d.js", "export {};\n"],
  ] as const) {
    await writeFile(join(clientDirectory, path), text);
    if (text.length < 1_000) continue;
    await writeFile(join(clientDirectory, `${path}.br`), brotliCompressSync(text));
    await writeFile(join(clientDirectory, `${path}.gz`), gzipSync(text));
  }
  const collection = createFakeCollection({
    documents: [longRecord],
    makeAssistant: (documents) => createFakeAssistant(documents),
  });
  serving = await serve({ clientDirectory, collection });
});
afterAll(async () => {
  await serving.close();
  await rm(clientDirectory, { recursive: true });
});

interface Received {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
}

/** As it comes over the wire: fetch would decode it. */
function get(path: string, headers: Readonly<Record<string, string>> = {}, method = "GET"): Promise<Received> {
  return new Promise((resolve, reject) => {
    const sent = request(`${serving.url}${path}`, { headers, method }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () =>
        resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(parts) }),
      );
    });
    sent.on("error", reject);
    sent.end();
  });
}

const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = { br: brotliDecompressSync, gzip: gunzipSync };
const textOf = ({ headers, bytes }: Received) => {
  const encoding = String(headers["content-encoding"] ?? "");
  return (decoders[encoding]?.(bytes) ?? bytes).toString("utf8");
};
const browser = { "Accept-Encoding": "gzip, deflate, br, zstd" };

describe("files of the page", () => {
  test.each([
    ["gzip, deflate, br, zstd", "br"],
    ["gzip", "gzip"],
    ["gzip, br;q=0", "gzip"],
    ["identity", undefined],
  ])("come as %s accepts them", async (accepted, encoding) => {
    const received = await get("/assets/page-1a2b.js", { "Accept-Encoding": accepted });
    expect(received.headers["content-encoding"]).toBe(encoding);
    expect(textOf(received)).toBe(script);
    expect(received.headers).toMatchObject({
      vary: "Accept-Encoding",
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
    });
  });

  test("have a tag for each encoding, by which a browser asks again", async () => {
    const path = "/assets/page-1a2b.js";
    const [plain, brotli] = await Promise.all([get(path), get(path, browser)]);
    expect(plain.headers.etag).not.toBe(brotli.headers.etag);
    const again = await get(path, { ...browser, "If-None-Match": String(brotli.headers.etag) });
    expect(again).toMatchObject({ status: 304, headers: { vary: "Accept-Encoding" } });
  });

  test("give a part of their plain bytes", async () => {
    const part = await get("/assets/page-1a2b.js", { ...browser, Range: "bytes=0-99" });
    expect(part).toMatchObject({ status: 206, headers: { "content-range": `bytes 0-99/${script.length}` } });
    expect(part.headers["content-encoding"]).toBeUndefined();
    expect(part.bytes.toString()).toBe(script.slice(0, 100));
    expect((await get("/assets/page-1a2b.js", browser)).headers["accept-ranges"]).toBeUndefined();
  });

  test("are told without being sent to HEAD", async () => {
    const { headers, bytes } = await get("/assets/page-1a2b.js", browser, "HEAD");
    expect(headers["content-encoding"]).toBe("br");
    expect(bytes).toHaveLength(0);
  });

  test("have no address in their compressed form, and stay as they are where they are small", async () => {
    expect((await get("/assets/page-1a2b.js.br", browser)).status).toBe(404);
    expect((await get("/assets/small-3c4d.js", browser)).headers["content-encoding"]).toBeUndefined();
  });
});

describe("what is made for a request", () => {
  test("is the page too, which browsers ask for again", async () => {
    const sent = await get("/", browser);
    expect(textOf(sent)).toBe(page);
    expect(sent.headers).toMatchObject({ "content-encoding": "br", "cache-control": "no-cache" });
    const again = await get("/", { ...browser, "If-None-Match": String(sent.headers.etag) });
    expect(again).toMatchObject({ status: 304, headers: { vary: "Accept-Encoding" } });
  });

  test.each([
    "/api/v1/documents/long-2024",
    "/api/v1/documents/long-2024/text",
    "/d/long-2024.txt",
    "/api/v1/openapi.json",
  ])("is compressed: %s", async (path) => {
    const [plain, brotli, gzip] = await Promise.all([
      get(path),
      get(path, browser),
      get(path, { "Accept-Encoding": "gzip" }),
    ]);
    expect(plain.bytes.length).toBeGreaterThan(1_000);
    expect(textOf(brotli)).toBe(textOf(plain));
    expect(textOf(gzip)).toBe(textOf(plain));
    expect([plain, brotli, gzip].map(({ headers }) => headers["content-encoding"])).toEqual([undefined, "br", "gzip"]);
    expect([plain, brotli, gzip].map(({ headers }) => headers.vary)).toEqual(Array(3).fill("Accept-Encoding"));
  });

  test("has a weak tag where it is compressed, and is not sent again", async () => {
    const path = "/api/v1/documents/long-2024/text";
    const tag = `"${longRecord.revision}"`;
    expect((await get(path)).headers.etag).toBe(tag);
    expect((await get(path, browser)).headers.etag).toBe(`W/${tag}`);
    const again = await get(path, { ...browser, "If-None-Match": `W/${tag}` });
    expect(again).toMatchObject({ status: 304, bytes: Buffer.alloc(0), headers: { vary: "Accept-Encoding" } });
  });

  test("stays as it is where it is small", async () => {
    const { headers } = await get("/healthz", browser);
    expect(headers["content-encoding"]).toBeUndefined();
  });

  test("is followed event by event", async () => {
    const form = new FormData();
    form.append("files", new Blob(["The harbour of Callao was dredged."]), "callao-2024.txt");
    const added = await fetch(`${serving.url}/api/v1/documents`, { method: "POST", body: form });
    const { id } = (await added.json()) as { readonly id: string };
    const stream = await get(`/api/v1/jobs/${id}`, {
      ...browser,
      Accept: "text/event-stream",
      Authorization: `Bearer ${keyOf(serving.url)}`,
    });
    expect(stream.headers["content-encoding"]).toBeUndefined();
    expect(stream.bytes.toString()).toContain("event: job\ndata: ");
  });
});
