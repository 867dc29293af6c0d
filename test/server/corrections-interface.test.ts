import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { correctionListSchema, correctionsReportSchema, placeSchema } from "../../server/corrections-protocol.ts";
import { documentDetailSchema } from "../../server/document-protocol.ts";
import { problemSchema } from "../../server/protocol.ts";
import { withoutKey } from "./operator.ts";
import { record, type Serving, serve } from "./serving.ts";

let serving: Serving;
beforeEach(async () => {
  serving = await serve();
});
afterEach(() => serving.close());

const path = `/api/v1/documents/${record.id}/corrections`;
const call = (method: string, address: string, headers: Record<string, string> = {}) =>
  fetch(`${serving.url}${address}`, { method, headers });
const post = (corrections: readonly unknown[], headers: Record<string, string> = {}) =>
  serving.post(path, { corrections }, headers);
const quote = "Peru recommends";
const nobody = { type: "nobody", start: record.source.indexOf(quote), quote };

describe("corrections over HTTP", () => {
  test("are made, listed, undone one by one and all at once", async () => {
    const response = await post([nobody, { type: "metadata", title: "  Of\nports ", sessionDate: null }]);
    expect(response.status).toBe(200);
    const report = z.parse(correctionsReportSchema, await response.json());
    expect(report.document).toMatchObject({ title: "Of ports", sessionDate: null, reading: report.reading });
    expect(report.reading).toMatch(/^11\+[0-9a-f]{8}$/);
    const list = z.parse(correctionListSchema, await (await call("GET", path)).json());
    expect(list).toEqual({ reading: report.reading, corrections: report.corrections });
    expect(list.corrections).toHaveLength(2);
    const one = await call("DELETE", `${path}/${list.corrections[1]?.id}`);
    expect(z.parse(correctionsReportSchema, await one.json()).corrections).toHaveLength(1);
    const none = z.parse(correctionsReportSchema, await (await call("DELETE", path)).json());
    expect(none).toMatchObject({ reading: "11", corrections: [] });
    expect((await call("DELETE", `${path}/gone`)).status).toBe(404);
  });

  test.each([
    ["en", "The record does not have these words at this place."],
    ["es", "El documento no tiene estas palabras en este lugar."],
  ])("that do not fit are a 422 that names them, in %s", async (language, message) => {
    const response = await post([nobody, { ...nobody, start: nobody.start + 1 }], { "Accept-Language": language });
    expect(response.status).toBe(422);
    const problem = z.parse(problemSchema, await response.json());
    expect(problem.type).toBe("/problems/unfitting-correction");
    expect(problem.errors).toEqual([{ path: "corrections[1].quote", message: expect.stringContaining(message) }]);
    expect(z.parse(correctionListSchema, await (await call("GET", path)).json()).corrections).toEqual([]);
  });

  test.each([
    ["no list", { type: "nobody" }],
    ["an unknown type", [{ type: "guess" }]],
    ["an unknown field", [{ ...nobody, note: "x" }]],
    ["a name that turns the text around it", [{ type: "turn", start: 0, quote: "S", speaker: "Ana \u202e" }]],
    ["a name with a control character", [{ type: "same-person", names: ["A"], name: "A\u0000" }]],
    ["a blank name", [{ type: "turn", start: 0, quote: "S", speaker: " " }]],
    ["no date", [{ type: "metadata", sessionDate: "yesterday" }]],
    ["none", []],
  ])("of the wrong shape are a 400: %s", async (_, corrections) => {
    const response = await serving.post(path, { corrections });
    expect(response.status).toBe(400);
    expect(z.parse(problemSchema, await response.json()).errors.length).toBeGreaterThan(0);
  });

  test("are of records that are held, and made with a key only", async () => {
    expect((await serving.post("/api/v1/documents/none/corrections", { corrections: [nobody] })).status).toBe(404);
    expect((await call("DELETE", path, withoutKey)).status).toBe(401);
    expect((await post([nobody], withoutKey)).status).toBe(401);
    expect((await call("GET", path, withoutKey)).status).toBe(200);
    expect((await call("PUT", path)).status).toBe(405);
  });
});

test("an unknown type of correction is told as such, and not as the chat's", async () => {
  const problem = z.parse(problemSchema, await (await post([{ type: "guess" }])).json());
  expect(problem.errors).toEqual([{ path: "corrections[0].type", message: expect.stringContaining("openapi.json") }]);
});

describe("a place of another reading", () => {
  const [start, end] = [nobody.start + 3, nobody.start + 20];

  test("is found by its offsets, at its own address and beside a document's twin", async () => {
    const place = z.parse(
      placeSchema,
      await (await call("GET", `/api/v1/documents/${record.id}/place?start=${start}&end=${end}`)).json(),
    );
    expect(place).toMatchObject({
      reading: "11",
      exact: false,
      passage: { paragraph: 3, speaker: "Delegation of Peru" },
    });
    const twin = await (await call("GET", `/d/${record.id}@${record.revision}.json?start=${start}&end=${end}`)).json();
    expect(z.parse(documentDetailSchema, twin).reading).toBe("11");
    expect(twin).toMatchObject({ place });
  });

  test("needs whole offsets", async () => {
    for (const query of ["", "?start=1", "?start=x&end=3", "?start=4&end=4", "?start=-1&end=4"]) {
      expect((await call("GET", `/api/v1/documents/${record.id}/place${query}`)).status).toBe(400);
    }
  });
});
