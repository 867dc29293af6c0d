import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { documentListSchema } from "../../server/document-protocol.ts";
import {
  type Job,
  jobSchema,
  putReportSchema,
  recordAuditSchema,
  removedDocumentsSchema,
  restoreReportSchema,
} from "../../server/ingest-protocol.ts";
import { problemSchema } from "../../server/protocol.ts";
import { keyOf, withoutKey } from "./operator.ts";
import { record, type Serving, serve } from "./serving.ts";

let serving: Serving;
beforeEach(async () => {
  serving = await serve();
});
afterEach(() => serving.close());

const linesOn = (subject: string) =>
  `Summary of the session on ${subject}\nDelegation of Chile\nChile recommends more ${subject}.\n`;

interface SentFile {
  readonly name: string;
  readonly text: string;
}

function sendForm(files: readonly SentFile[], headers: Record<string, string> = {}): Promise<Response> {
  const form = new FormData();
  for (const { name, text } of files) form.append("files", new Blob([text]), name);
  return fetch(`${serving.url}/api/v1/documents`, { method: "POST", body: form, headers });
}

const call = (method: string, path: string, init: RequestInit = {}) =>
  fetch(`${serving.url}${path}`, { method, ...init });
const followJob = (id: string) => call("GET", `/api/v1/jobs/${id}`, { headers: { Accept: "text/event-stream" } });

async function endOfJob(response: Response): Promise<Job> {
  expect(response.status).toBe(202);
  const started = z.parse(jobSchema, await response.json());
  expect(response.headers.get("Location")).toBe(`/api/v1/jobs/${started.id}`);
  await (await followJob(started.id)).text();
  return z.parse(jobSchema, await (await call("GET", `/api/v1/jobs/${started.id}`)).json());
}

const listIds = async () =>
  z.parse(documentListSchema, await (await call("GET", "/api/v1/documents")).json()).documents.map(({ id }) => id);
const uploads = () => readdir(join(serving.dataDirectory, "uploads")).catch(() => []);

describe("several files sent together", () => {
  test("are a job that says what became of each, and leaves no copy behind", async () => {
    const job = await endOfJob(
      await sendForm([
        { name: "forests.txt", text: linesOn("forests") },
        { name: "empty.txt", text: " " },
        { name: "again.txt", text: record.source },
      ]),
    );
    expect(job.state).toBe("ended");
    expect(job.files).toMatchObject([
      { name: "forests.txt", state: "added", documentId: "forests", report: { replaced: null }, problem: null },
      { name: "empty.txt", state: "failed", documentId: null, report: null, problem: { status: 422 } },
      { name: "again.txt", state: "unchanged", documentId: "ports-2024", report: null, problem: null },
    ]);
    expect(await listIds()).toEqual(["ports-2024", "forests"]);
    expect(await uploads()).toEqual([]);
  });

  test("may be followed: the job is sent until it has ended", async () => {
    const { id } = await endOfJob(await sendForm([{ name: "forests.txt", text: linesOn("forests") }]));
    const response = await followJob(id);
    expect(response.headers.get("Content-Type")).toMatch(/^text\/event-stream/);
    const [event = "", data = ""] = (await response.text()).trim().split("\n").slice(-2);
    expect(event).toBe("event: job");
    expect(z.parse(jobSchema, JSON.parse(data.slice("data: ".length)))).toMatchObject({ id, state: "ended" });
  });

  test("one that is too large is refused, and the others go in", async () => {
    await serving.close();
    serving = await serve({ settings: { recordLimitBytes: 1000 } });
    const job = await endOfJob(
      await sendForm([
        { name: "large.txt", text: "a ".repeat(501) },
        { name: "forests.txt", text: linesOn("forests") },
      ]),
    );
    expect(job.files).toMatchObject([{ state: "failed", problem: { status: 413 } }, { state: "added" }]);
  });

  test("are refused as a whole where together they are too large, or more than a form may hold", async () => {
    await serving.close();
    serving = await serve({ settings: { uploadLimitBytes: 2000 } });
    const files = ["a", "b", "c"].map((name) => ({ name: `${name}.txt`, text: name.repeat(900) }));
    expect((await sendForm(files)).status).toBe(413);
    const many = Array.from({ length: 2001 }, (_, index) => ({ name: `${index}.txt`, text: "" }));
    expect((await sendForm(many)).status).toBe(400);
    expect(await uploads()).toEqual([]);
  });

  test("a thousand are read", async () => {
    const files = Array.from({ length: 1000 }, (_, index) => ({
      name: `${index}.txt`,
      text: linesOn(`topic ${index}`),
    }));
    const job = await endOfJob(await sendForm(files));
    expect(job.files.filter(({ state }) => state === "added")).toHaveLength(1000);
  });

  test("names lose their folders and what cannot be seen; one that has no letters is refused", async () => {
    const names = [
      "../../etc/passwd.txt",
      "C:\\acta.txt",
      "a\u202etxt.exe",
      `${"ñ".repeat(300)}.txt`,
      "...",
      "acta\u0301.txt",
    ];
    const job = await endOfJob(await sendForm(names.map((name, index) => ({ name, text: linesOn(`x${index}`) }))));
    expect(job.files.map(({ name, state }) => [name, state])).toEqual([
      ["passwd.txt", "added"],
      ["acta.txt", "added"],
      ["atxt.exe", "added"],
      [`${"ñ".repeat(195)}.txt`, "added"],
      ["...", "failed"],
      ["actá.txt", "added"],
    ]);
  });

  test("a body without files, cut in the middle, or no form at all is refused, and nothing is in", async () => {
    const send = (body: string, type = "multipart/form-data; boundary=x") =>
      call("POST", "/api/v1/documents", { body, headers: { "Content-Type": type } });
    const head = '--x\r\nContent-Disposition: form-data; name="files"; filename="forests.txt"\r\n\r\n';
    const bodies = ["--x--\r\n", `${head}${linesOn("forests")}`, "no form", `--x\r\n\r\n${linesOn("y")}\r\n--x--\r\n`];
    for (const body of bodies) expect((await send(body)).status).toBe(400);
    expect((await send(bodies[0] ?? "", "multipart/form-data")).status).toBe(400);
    const unnamed = head
      .replace('; filename="forests.txt"', "")
      .replace("\r\n\r\n", "\r\nContent-Type: application/pdf\r\n\r\n");
    expect((await send(`${unnamed}${linesOn("z")}\r\n--x--\r\n`)).status).toBeLessThan(500);
    expect(await listIds()).toEqual(["ports-2024"]);
    expect(await uploads()).toEqual([]);
  });

  test("a connection that breaks in the middle leaves nothing", async () => {
    const { port, hostname } = new URL(serving.url);
    const socket = connect(Number(port), hostname);
    const head = `POST /api/v1/documents HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${keyOf(serving.url)}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n\r\n`;
    socket.write(
      `${head}--x\r\nContent-Disposition: form-data; name="f"; filename="forests.txt"\r\n\r\n${linesOn("forests")}`,
    );
    await expect.poll(uploads).toHaveLength(1);
    socket.destroy();
    await expect.poll(uploads).toEqual([]);
    expect(await listIds()).toEqual(["ports-2024"]);
  });

  test("are refused without a key and to pages of other sites", async () => {
    const files = [{ name: "forests.txt", text: linesOn("forests") }];
    expect((await sendForm(files, withoutKey)).status).toBe(401);
    expect((await sendForm(files, { Origin: "http://evil.example" })).status).toBe(403);
    expect(await uploads()).toEqual([]);
  });
});

describe("a job", () => {
  test("that nobody knows is a 404", async () => {
    for (const method of ["GET", "DELETE"]) {
      const response = await call(method, "/api/v1/jobs/none");
      expect(z.parse(problemSchema, await response.json()).status).toBe(404);
    }
  });

  test("that has ended is not changed by cancelling", async () => {
    const { id } = await endOfJob(await sendForm([{ name: "forests.txt", text: linesOn("forests") }]));
    const cancelled = z.parse(jobSchema, await (await call("DELETE", `/api/v1/jobs/${id}`)).json());
    expect(cancelled).toMatchObject({ state: "ended", files: [{ state: "added" }] });
  });
});

describe("PUT", () => {
  const put = (id: string, text: string, name = "forests.txt") =>
    call("PUT", `/api/v1/documents/${id}?name=${name}`, { body: text, headers: { "Content-Type": "text/plain" } });

  test("adds, changes nothing the second time, and replaces", async () => {
    const first = await put("woods", linesOn("forests"));
    expect([first.status, first.headers.get("Location")]).toEqual([201, "/api/v1/documents/woods"]);
    const added = z.parse(putReportSchema, await first.json());
    expect(added).toMatchObject({ document: { id: "woods" }, replaced: null, unchanged: false });
    const second = await put("woods", linesOn("forests"));
    expect([second.status, z.parse(putReportSchema, await second.json()).unchanged]).toEqual([200, true]);
    const third = await put("woods", linesOn("oaks"));
    expect(third.status).toBe(200);
    expect(z.parse(putReportSchema, await third.json())).toMatchObject({
      replaced: added.document.revision,
      unchanged: false,
    });
  });

  test.each<[string, string, string, number]>([
    ["of a record of the collection's own folder", "ports-2024", linesOn("x"), 403],
    ["of a text that another record holds", "woods", record.source, 409],
    ["under an id that is none", "My%20Woods", linesOn("x"), 400],
    ["of an empty file", "woods", " ", 422],
  ])("is refused %s", async (_, id, text, status) => {
    expect((await put(id, text)).status).toBe(status);
    expect(await listIds()).toEqual(["ports-2024"]);
  });
});

describe("a removed record", () => {
  const add = () =>
    call("POST", "/api/v1/documents?name=forests.txt", {
      body: linesOn("forests"),
      headers: { "Content-Type": "text/plain" },
    });
  const listRemoved = async () =>
    z.parse(removedDocumentsSchema, await (await call("GET", "/api/v1/removed-documents")).json()).removed;

  test("is listed with the time that it can be restored until, and restored", async () => {
    await add();
    expect((await call("DELETE", "/api/v1/documents/forests")).status).toBe(204);
    expect(await listIds()).toEqual(["ports-2024"]);
    const [removed] = await listRemoved();
    expect(removed).toMatchObject({ id: "forests", title: "Summary of the session on forests" });
    expect(Date.parse(removed?.purgeAt ?? "") - Date.parse(removed?.removedAt ?? "")).toBe(600_000);
    const restored = await call("POST", "/api/v1/documents/forests/restore");
    expect(z.parse(restoreReportSchema, await restored.json()).document.id).toBe("forests");
    expect(await listIds()).toEqual(["ports-2024", "forests"]);
    expect(await listRemoved()).toEqual([]);
  });

  test("cannot be restored once it was purged", async () => {
    await add();
    expect((await call("DELETE", "/api/v1/documents/forests?purge=true")).status).toBe(204);
    expect(await listRemoved()).toEqual([]);
    expect((await call("POST", "/api/v1/documents/forests/restore")).status).toBe(404);
  });
});

describe("a record's file and audit", () => {
  test("the original comes to be kept, not shown, under its own name", async () => {
    await call("POST", `/api/v1/documents?name=${encodeURIComponent("Áreas «verdes».txt")}`, {
      body: linesOn("forests"),
      headers: { "Content-Type": "text/plain" },
    });
    const id = (await listIds())[1] ?? "";
    const response = await call("GET", `/api/v1/documents/${encodeURIComponent(id)}/original`);
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Disposition")).toMatch(/^attachment; .*filename\*=UTF-8''%C3%81reas/);
    expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(response.headers.get("Content-Security-Policy")).toContain("sandbox");
    expect(await response.text()).toBe(linesOn("forests"));
  });

  test("any record has an audit", async () => {
    const response = await call("GET", "/api/v1/documents/ports-2024/audit");
    const audit = z.parse(recordAuditSchema, await response.json());
    expect(audit).toMatchObject({ speakerCount: 1, doubts: [], notes: [], kinds: { "key-point": 3 } });
    expect((await call("GET", "/api/v1/documents/none/audit")).status).toBe(404);
    expect((await call("GET", "/api/v1/documents/none/original")).status).toBe(404);
  });

  test("a record's summary tells its file and who speaks", async () => {
    await call("POST", "/api/v1/documents?name=forests.txt", {
      body: linesOn("forests"),
      headers: { "Content-Type": "text/plain" },
    });
    const { documents } = z.parse(documentListSchema, await (await call("GET", "/api/v1/documents")).json());
    expect(documents).toMatchObject([
      { id: "ports-2024", fileName: null, addedAt: null, removable: false, speakers: ["Delegation of Peru"] },
      { id: "forests", fileName: "forests.txt", fileFormat: "text", removable: true, pageCount: null },
    ]);
  });
});
