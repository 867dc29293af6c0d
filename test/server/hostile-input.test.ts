import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod/mini";
import { problemSchema } from "../../server/protocol.ts";
import { run } from "../soak/hostile-input.ts";
import { type Serving, serve } from "./serving.ts";

let serving: Serving;
beforeAll(async () => {
  serving = await serve({ settings: { requestsPerMinute: 10_000_000 } });
});
afterAll(() => serving.close());

test("hostile requests and frames get problems or closed connections, and decent ones are answered among them", {
  timeout: 600_000,
}, async () => {
  const report = await run({ inputs: 1_000, seed: 1 });
  expect(report.requests).toBeGreaterThan(200);
  expect(report.frames).toBeGreaterThan(200);
  // Were the requests all stopped at the first guard, they would prove little.
  for (const status of [200, 400, 403, 404, 405, 413, 415]) expect(report.statuses).toHaveProperty(String(status));
  for (const event of ["request-error", "answer-end", "session", "resume-expired"])
    expect(report.events).toHaveProperty(event);
});

test("whatever JSON is asked, it is answered or refused with the fields named", { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.json({ maxDepth: 4 }), async (body) => {
      const response = await serving.post("/api/v1/ask", body);
      expect(response.status).toBe(400);
      expect(z.parse(problemSchema, await response.json()).errors.length).toBeGreaterThan(0);
    }),
    { numRuns: 150, seed: 1 },
  );
});

test("whatever question is asked, it is answered or refused, never failed", { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 100 }), async (question) => {
      const response = await serving.post("/api/v1/ask", { question });
      const blank = question.trim() === "";
      expect(response.status).toBe(blank ? 400 : 200);
    }),
    { numRuns: 150, seed: 1 },
  );
});
