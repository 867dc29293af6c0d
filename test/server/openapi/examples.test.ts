import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signInLinkSchema } from "../../../server/access/access-messages.ts";
import { createFakeAssistant } from "../../fakes/fake-assistant.ts";
import { createFakeCollection } from "../../fakes/fake-collection.ts";
import { makeDocument } from "../../fakes/fake-documents.ts";
import { createFakeEmbedder } from "../../fakes/fake-embedder.ts";
import { keyOf } from "../operator.ts";
import { type Serving, serve } from "../serving.ts";
import { createJudge, type DescribedOperation, description, operationsOf } from "./described.ts";

/** The examples speak of the record that every installation has. */
const record = makeDocument("resumen-sesion-tematica-cam-2023-05-09", [
  "Summary of the session",
  "Delegation of Peru",
  "Remittances are 19,6% of Haiti's GDP.",
]);
let serving: Serving;
beforeAll(async () => {
  serving = await serve({
    collection: createFakeCollection({ documents: [record], makeAssistant: createFakeAssistant }),
  });
});
afterAll(() => serving.close());

const judge = createJudge(description);

/** What an operation's path needs and only the server can give: made by the request that would make it. */
const preparations: Readonly<Record<string, () => Promise<Readonly<Record<string, string>>>>> = {
  getJob: startJob,
  cancelJob: startJob,
  removeDocument: addRecord,
  restoreDocument: async () => {
    const { id } = await addRecord();
    await fetch(`${serving.url}/api/v1/documents/${id}`, { method: "DELETE" });
    return { id };
  },
  undoCorrection: async () => {
    const body = { corrections: [{ type: "metadata", title: "Another" }] };
    const response = await serving.post(`/api/v1/documents/${record.id}/corrections`, body);
    const { corrections } = (await response.json()) as { corrections: { id: string }[] };
    return { correctionId: corrections[0]?.id ?? "" };
  },
  deleteFeedback: async () => {
    const example = { question: "Who?", language: "en", verdict: "useful", consent: true, passageIds: [] };
    const response = await serving.post("/api/v1/feedback", example);
    const { id, deletionToken } = (await response.json()) as { id: string; deletionToken: string };
    return { id, "Deletion-Token": deletionToken };
  },
};

/** What stands for a secret, or for what the harness calls otherwise, in the example of a body. */
const truths: Readonly<Record<string, (example: object) => Promise<object>>> = {
  signIn: async (example) => ("key" in example ? { key: keyOf(serving.url) } : { link: await makeLink() }),
  createEmbeddings: async (example) => ({ ...example, model: createFakeEmbedder().model.id }),
};

async function makeLink(): Promise<string> {
  const response = await serving.post("/api/v1/sign-in-links", "");
  const { path } = signInLinkSchema.parse(await response.json());
  return path.split("#link=")[1] ?? "";
}

async function startJob(): Promise<{ id: string }> {
  const form = new FormData();
  form.append("files", new Blob(["Minutes\nDelegation of Chile\nIce is scarce.\n"]), `${crypto.randomUUID()}.txt`);
  const response = await fetch(`${serving.url}/api/v1/documents`, { method: "POST", body: form });
  return { id: ((await response.json()) as { id: string }).id };
}

let written = 0;
/** Another text each time: the same one is not held twice. */
function writeMinutes(): string {
  written += 1;
  return `Minutes ${written}\nDelegation of Chile\nThe ice is scarce.\n`;
}

async function addRecord(): Promise<{ id: string }> {
  const body = writeMinutes();
  const response = await fetch(`${serving.url}/api/v1/documents?name=added-${written}.txt`, {
    method: "POST",
    headers: { "Content-Type": "text/plain" },
    body,
  });
  return { id: ((await response.json()) as { document: { id: string } }).document.id };
}

interface Call {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

function fillIn(path: string, { parameters }: DescribedOperation, given: Readonly<Record<string, string>>): Call {
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  let filled = path;
  for (const parameter of parameters) {
    const value = given[parameter.name] ?? parameter.example;
    if (value === undefined) continue;
    if (parameter.in === "path") filled = filled.replace(`{${parameter.name}}`, encodeURIComponent(String(value)));
    if (parameter.in === "query") for (const each of [value].flat()) query.append(parameter.name, String(each));
    if (parameter.in === "header") headers[parameter.name] = String(value);
  }
  return { path: query.size === 0 ? filled : `${filled}?${query}`, headers };
}

/** Each example of a body; where there is none, a file or nothing. */
async function bodiesOf({
  operationId = "",
  requestBody,
}: DescribedOperation): Promise<{ readonly body?: string; readonly type?: string }[]> {
  const examples = Object.values(requestBody?.content["application/json"]?.examples ?? {});
  if (examples.length > 0) {
    const truth = truths[operationId] ?? (async (example) => example);
    // Every body of ours is an object.
    const bodies = await Promise.all(examples.map(({ value }) => truth(value as object)));
    return bodies.map((body) => ({ type: "application/json", body: JSON.stringify(body) }));
  }
  const takesFile = requestBody?.content["text/plain"] !== undefined;
  return takesFile ? [{ type: "text/plain", body: writeMinutes() }] : [{}];
}

const called = operationsOf(description).filter(({ path }) => path !== "/ws");

describe("the example of", () => {
  test.each(
    called.map(({ path, method, operation }) => [operation.operationId ?? "", method, path, operation] as const),
  )("%s is answered as it is described", async (id, method, path, operation) => {
    for (const { body, type } of await bodiesOf(operation)) {
      const call = fillIn(path, operation, (await preparations[id]?.()) ?? {});
      const response = await fetch(`${serving.url}${call.path}`, {
        method: method.toUpperCase(),
        headers: { ...call.headers, ...(type && { "Content-Type": type }) },
        ...(body !== undefined && { body }),
      });
      const text = await response.text();
      const answer = operation.responses[response.status];
      expect(response.ok, `${response.status} ${text.slice(0, 300)}`).toBe(true);
      expect(answer, String(response.status)).toBeDefined();
      const told = Object.keys(answer?.headers ?? {});
      expect(told.filter((name) => !response.headers.has(name))).toEqual([]);
      expect(told.includes("RateLimit")).toBe(response.headers.has("RateLimit"));
      const contents = answer?.content ?? {};
      const mediaType = response.headers.get("Content-Type")?.split(";")[0] ?? "";
      if (response.status === 204) continue;
      const content = contents[mediaType] ?? contents["*/*"];
      expect(content, mediaType).toBeDefined();
      if (mediaType === "application/json") {
        expect(judge(content?.schema ?? {}, JSON.parse(text))).toEqual({ valid: true, errors: "No errors" });
      }
    }
  });

  test("a body is one that its schema accepts", () => {
    for (const { operation } of called) {
      for (const { schema, examples = {} } of Object.values(operation.requestBody?.content ?? {})) {
        for (const { value } of Object.values(examples)) expect(judge(schema, value).errors).toBe("No errors");
      }
    }
  });
});
