import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Scope } from "../../../server/access-protocol.ts";
import { fetchAsOutsider } from "../operator.ts";
import { type Serving, serve } from "../serving.ts";
import { type DescribedOperation, description, operationsOf } from "./described.ts";

let serving: Serving;
const keys = new Map<Scope, string>();
beforeAll(async () => {
  serving = await serve();
  for (const scope of ["ask", "add", "admin"] as const) {
    const { text } = await serving.access.keys.make({ name: scope, scopes: [scope], expiresAt: null });
    keys.set(scope, text);
  }
});
afterAll(() => serving.close());

/** What a key must allow, as the description tells; null where none is asked for. */
function scopeOf({ security }: DescribedOperation): string | null {
  return security.find(({ key }) => key !== undefined)?.key?.[0] ?? null;
}

/** Sent with nothing in it: who may is judged before what is sent. */
async function statusOf(method: string, path: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const address = `${serving.url}${path.replace(/\{\w+\}/gu, "nothing")}`;
  const response = await fetchAsOutsider(address, { method: method.toUpperCase(), headers });
  await response.arrayBuffer();
  return response.status;
}

const forwarded = { "X-Forwarded-For": "203.0.113.7" };
const withKey = (scope: Scope) => ({ Authorization: `Bearer ${keys.get(scope)}` });

describe("the scope that is described for", () => {
  test.each(
    operationsOf(description).map(
      ({ path, method, operation }) => [operation.operationId ?? "", method, path, scopeOf(operation)] as const,
    ),
  )("%s is the one that is asked for", async (_id, method, path, scope) => {
    const isChange = scope === "add" || scope === "admin";
    const seen = {
      nobody: await statusOf(method, path, {}),
      forwarded: await statusOf(method, path, forwarded),
      ask: await statusOf(method, path, withKey("ask")),
      add: await statusOf(method, path, withKey("add")),
      admin: await statusOf(method, path, withKey("admin")),
    };
    expect({
      nobody: seen.nobody === 401,
      forwarded: seen.forwarded === 401,
      ask: seen.ask === 403,
      add: seen.add === 403,
      admin: seen.admin === 403,
    }).toEqual({
      nobody: isChange,
      forwarded: scope !== null,
      ask: isChange,
      add: scope === "admin",
      admin: scope === "add",
    });
  });
});
