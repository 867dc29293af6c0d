import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withoutKey } from "./operator.ts";
import { type Serving, serve } from "./serving.ts";

let serving: Serving;
beforeEach(async () => {
  serving = await serve();
});
afterEach(() => serving.close());

const send = (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${serving.url}${path}`, {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

describe("named collections over HTTP", () => {
  it("are made, replaced, listed and forgotten", async () => {
    const path = `/api/v1/collections/${encodeURIComponent("Comisión de puertos")}`;
    const made = await send("PUT", path, { documents: ["ports-2024"] });
    expect(made.status).toBe(201);
    const named = { name: "Comisión de puertos", documents: ["ports-2024"] };
    expect(await made.json()).toEqual(named);
    expect((await send("PUT", path, { documents: ["ports-2024"] })).status).toBe(200);
    expect(await (await send("GET", "/api/v1/collections")).json()).toEqual({ collections: [named] });
    expect((await send("DELETE", path)).status).toBe(204);
    expect((await send("DELETE", path)).status).toBe(404);
    expect(await (await send("GET", "/api/v1/collections")).json()).toEqual({ collections: [] });
  });

  it("hold no record that is not held", async () => {
    const response = await send("PUT", "/api/v1/collections/ports", { documents: ["ports-2024", "other"] });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ path: "documents[1]" }] });
  });

  it("are changed with a key only", async () => {
    const response = await send("PUT", "/api/v1/collections/ports", { documents: [] }, withoutKey);
    expect(response.status).toBe(401);
  });
});
