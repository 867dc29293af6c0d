import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { clientEventSchema } from "../../../server/chat-protocol.ts";
import { sessionClientEventSchema } from "../../../server/session-protocol.ts";
import { type Serving, serve } from "../serving.ts";
import { createJudge, description, type Json } from "./described.ts";
import { bodiesAround } from "./generated-bodies.ts";

let serving: Serving;
beforeAll(async () => {
  serving = await serve({ settings: { requestsPerMinute: 100_000 } });
});
afterAll(() => serving.close());

const judge = createJudge(description);
const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const runs = { numRuns: 60, seed: 1106 };

/** A problem document's type, or the code of OpenAI's shape. */
const refusalSchema = z.object({
  type: z.optional(z.string()),
  error: z.optional(z.object({ code: z.string() })),
});

describe("a body that is generated around the described schema", () => {
  test.each([
    ["AskRequest", "POST", "/api/v1/ask"],
    ["SearchRequest", "POST", "/api/v1/search"],
    ["CorrectionsRequest", "POST", "/api/v1/documents/ports-2024/corrections"],
    ["CollectionRequest", "PUT", "/api/v1/collections/some"],
    ["FeedbackRequest", "POST", "/api/v1/feedback"],
    ["FeedbackDeletion", "DELETE", "/api/v1/feedback/nothing"],
    ["SignIn", "POST", "/session"],
    ["ChatCompletionRequest", "POST", "/v1/chat/completions"],
    ["ModelResponseRequest", "POST", "/v1/responses"],
    ["EmbeddingRequest", "POST", "/v1/embeddings"],
  ])("%s is accepted by the server where the schema accepts it, and refused where it refuses", async (name, method, path) => {
    const seen = { valid: 0, invalid: 0 };
    await fc.assert(
      fc.asyncProperty(bodiesAround(reference(name), description), async (body) => {
        const text = JSON.stringify(body);
        const response = await fetch(`${serving.url}${path}`, {
          method,
          headers: { "Content-Type": "application/json" },
          body: text,
        });
        const told = response.status === 204 ? {} : refusalSchema.parse(await response.json());
        const { valid, errors } = judge(reference(name), JSON.parse(text));
        seen[valid ? "valid" : "invalid"] += 1;
        expect(response.status, text).toBeLessThan(500);
        // What has the right shape may still name what is not held, or be withheld consent.
        const isInvalid = told.type === "/problems/invalid-request" || told.error?.code === "invalid_request";
        const isRefused = response.status === 400 && isInvalid;
        expect(isRefused, `${errors}: ${text.slice(0, 500)}`).toBe(!valid);
      }),
      runs,
    );
    expect(Math.min(seen.valid, seen.invalid), JSON.stringify(seen)).toBeGreaterThan(5);
  });

  test.each([
    ["ClientEvent", clientEventSchema],
    ["SessionClientEvent", sessionClientEventSchema],
  ] as const)("%s is understood by the socket where the schema accepts it", (name, schema) => {
    fc.assert(
      fc.property(bodiesAround(reference(name), description), (event) => {
        const value: unknown = JSON.parse(JSON.stringify(event));
        const { valid, errors } = judge(reference(name), value);
        expect(schema.safeParse(value).success, errors).toBe(valid);
      }),
      runs,
    );
  });
});
