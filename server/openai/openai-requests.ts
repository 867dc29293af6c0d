import * as z from "zod/mini";
import { askRequestSchema } from "../protocol.ts";

/**
 * What clients of OpenAI's interface send, as far as it is read. Whatever else they send is accepted and has no effect,
 * as no language model is asked: temperatures, tools, most tokens.
 */

const part = z.looseObject({ type: z.string(), text: z.optional(z.nullable(z.string())) });
const content = z.nullish(z.union([z.string(), z.array(part)]));
export type MessageContent = z.infer<typeof content>;

const model = z.string();

/** Relator's own fields, by which a client narrows a question or turns a list's page; of the interface for programs. */
const relator = z.optional(
  z.pick(askRequestSchema, { language: true, filters: true, without: true, limit: true, cursor: true }),
);

export const chatRequestSchema = z.looseObject({
  model,
  messages: z.array(z.looseObject({ role: z.string(), content })),
  stream: z.nullish(z.boolean()),
  stream_options: z.nullish(z.looseObject({ include_usage: z.nullish(z.boolean()) })),
  n: z.nullish(z.int()),
  response_format: z.nullish(z.looseObject({ type: z.string() })),
  relator,
});

export const responseRequestSchema = z.looseObject({
  model,
  input: z.union([z.string(), z.array(z.looseObject({ role: z.optional(z.string()), content: z.optional(content) }))]),
  stream: z.nullish(z.boolean()),
  previous_response_id: z.nullish(z.string()),
  conversation: z.optional(z.unknown()),
  background: z.nullish(z.boolean()),
  text: z.nullish(z.looseObject({ format: z.nullish(z.looseObject({ type: z.string() })) })),
  relator,
});

/** As many as OpenAI's takes in one request; how much text they hold is limited by the body. */
const mostInputs = 2_048;

export const embeddingRequestSchema = z.looseObject({
  model,
  input: z.union([
    z.string(),
    z.array(z.union([z.string(), z.number(), z.array(z.number())])).check(z.minLength(1), z.maxLength(mostInputs)),
  ]),
  encoding_format: z.nullish(z.enum(["float", "base64"])),
  dimensions: z.nullish(z.int()),
});
export type EmbeddingRequest = z.infer<typeof embeddingRequestSchema>;
