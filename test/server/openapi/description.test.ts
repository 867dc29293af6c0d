import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
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

interface Served {
  readonly path: string | RegExp;
  readonly methods: readonly string[];
}

/** What the routes answer, as the router holds it. */
function listServed(): Served[] {
  const [application] = serving.server.listeners("request") as unknown as Express[];
  return (application?.router.stack ?? []).flatMap(({ route }) => {
    if (route === undefined) return [];
    const methods = route.stack.flatMap(({ method }) => method ?? []);
    return [{ path: route.path as string | RegExp, methods: [...new Set(methods)] }];
  });
}

/** Whether a described path is one that a route answers. */
function isAnsweredBy(path: string, served: Served): boolean {
  const sample = path.replace(/\{\w+\}/gu, "sample");
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
    expect(listServed().length).toBeGreaterThan(20);
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

  test("is found good by a linter", async () => {
    const folder = await mkdtemp(join(tmpdir(), "relator-openapi-"));
    const file = join(folder, "openapi.json");
    await writeFile(file, JSON.stringify({ ...description, servers: [{ url: "https://relator.example.org" }] }));
    const require = createRequire(import.meta.url);
    const packageFile = require.resolve("@redocly/cli/package.json");
    const config = join(import.meta.dirname, "../../../server/http/openapi/redocly.yaml");
    const program = [join(dirname(packageFile), "bin/cli.js"), "lint", file, "--config", config, "--format=json"];
    const environment = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
    const run = promisify(execFile)(process.execPath, program, { env: environment });
    const { stdout } = await run.catch((failed: { stdout: string }) => failed);
    await rm(folder, { recursive: true });
    expect((JSON.parse(stdout) as { problems: unknown[] }).problems).toEqual([]);
  });
});
