import type { Express } from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listProblemTypes } from "../../../server/problems.ts";
import { type Serving, serve } from "../serving.ts";
import { description, operationsOf } from "./described.ts";

let serving: Serving;
beforeAll(async () => {
  serving = await serve();
});
afterAll(() => serving.close());

const described = operationsOf(description);
/** The upgrade to a socket is no route. */
const elsewhere = new Set(["/ws"]);

/** What this router's layers hold, as far as it is looked at; no part of Express's types. */
interface Layer {
  readonly route?: { readonly path: string | RegExp; readonly stack: readonly { readonly method?: string }[] };
  readonly handle: { readonly stack?: readonly Layer[] };
  /** The part of the path that the layer has matched. */
  match(path: string): false | { readonly path: string };
}

interface Served {
  readonly path: string | RegExp;
  readonly methods: readonly string[];
  /** What a router that this route is of is given of a path; null where it is not asked. */
  readonly strip: (path: string) => string | null;
}

/** What the routes answer, as the router and those within it hold it. */
function listServed(): Served[] {
  const [application] = serving.server.listeners("request") as unknown as Express[];
  return listRoutes((application?.router.stack ?? []) as unknown as Layer[], (path) => path);
}

function listRoutes(layers: readonly Layer[], strip: Served["strip"]): Served[] {
  return layers.flatMap((layer) => {
    if (layer.route !== undefined) {
      const methods = layer.route.stack.flatMap(({ method }) => method ?? []);
      return [{ path: layer.route.path, methods: [...new Set(methods)], strip }];
    }
    return listRoutes(layer.handle.stack ?? [], (path) => {
      const given = strip(path);
      const matched = given !== null && layer.match(given);
      return matched ? given.slice(matched.path.length) : null;
    });
  });
}

/** Whether a described path is one that a route answers. */
function isAnsweredBy(path: string, served: Served): boolean {
  const sample = served.strip(path.replace(/\{\w+\}/gu, "sample"));
  if (sample === null) return false;
  if (served.path instanceof RegExp) return served.path.test(sample);
  return served.path.replace(/:\w+/gu, "sample") === sample;
}

describe("the description of the interface", () => {
  test("describes every route that is served", () => {
    const undescribed = listServed().flatMap((served) =>
      served.methods
        .filter((method) => !described.some((each) => each.method === method && isAnsweredBy(each.path, served)))
        .map((method) => `${method} ${served.path}`),
    );
    expect(listServed().length).toBeGreaterThan(40);
    // A router within the router is looked into.
    expect(listServed().some((served) => isAnsweredBy("/v1/models", served))).toBe(true);
    expect(undescribed).toEqual([]);
  });

  test("describes no route that is not served", () => {
    const served = listServed();
    const missing = described.filter(
      ({ path, method }) =>
        !elsewhere.has(path) && !served.some((each) => each.methods.includes(method) && isAnsweredBy(path, each)),
    );
    expect(missing.map(({ path, method }) => `${method} ${path}`)).toEqual([]);
  });

  test("names every operation once", () => {
    const ids = described.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain(undefined);
  });

  test("is served with the address that it was asked by, and stays the same", async () => {
    const served = (await (await fetch(`${serving.url}/api/v1/openapi.json`)).json()) as object;
    expect(served).toEqual({ ...description, servers: [{ url: serving.url }] });
  });

  test("has a page for every type of problem", async () => {
    for (const { type, status, title } of listProblemTypes()) {
      const page = await (await fetch(`${serving.url}/problems/${type}`)).json();
      expect(page).toEqual({ type: `/problems/${type}`, status, title });
    }
  });
});
