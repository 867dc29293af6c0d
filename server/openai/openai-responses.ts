import * as z from "zod/mini";

/** What clients of OpenAI's interface are answered: the composers' types, and what the description tells. */

/** Of a link in the text, half-open, in UTF-16 code units. */
const urlCitation = { start_index: z.int(), end_index: z.int(), url: z.string(), title: z.string() };

/** Characters count as tokens, four to one: no model is asked that would count them. */
const chatUsageSchema = z.object({
  prompt_tokens: z.int(),
  completion_tokens: z.int(),
  total_tokens: z.int(),
  prompt_tokens_details: z.object({ cached_tokens: z.int() }),
  completion_tokens_details: z.object({ reasoning_tokens: z.int() }),
});
export type ChatUsage = z.infer<typeof chatUsageSchema>;

const chatAnnotationSchema = z.object({ type: z.literal("url_citation"), url_citation: z.object(urlCitation) });
export type ChatAnnotation = z.infer<typeof chatAnnotationSchema>;

export const chatCompletionSchema = z.object({
  id: z.string(),
  object: z.literal("chat.completion"),
  created: z.int(),
  model: z.string(),
  system_fingerprint: z.null(),
  service_tier: z.string(),
  choices: z.array(
    z.object({
      index: z.int(),
      message: z.object({
        role: z.literal("assistant"),
        content: z.string(),
        refusal: z.null(),
        annotations: z.array(chatAnnotationSchema),
      }),
      logprobs: z.null(),
      finish_reason: z.literal("stop"),
    }),
  ),
  usage: chatUsageSchema,
});
export type ChatCompletion = z.infer<typeof chatCompletionSchema>;

const outputTextSchema = z.object({
  type: z.literal("output_text"),
  text: z.string(),
  annotations: z.array(z.object({ type: z.literal("url_citation"), ...urlCitation })),
  logprobs: z.array(z.never()),
});
export type OutputText = z.infer<typeof outputTextSchema>;

const outputMessageSchema = z.object({
  type: z.literal("message"),
  id: z.string(),
  status: z.enum(["in_progress", "completed"]),
  role: z.literal("assistant"),
  content: z.array(outputTextSchema),
});
export type OutputMessage = z.infer<typeof outputMessageSchema>;

/** Nothing is stored: the fields by which a client could come back to it say so. */
export const modelResponseSchema = z.object({
  id: z.string(),
  object: z.literal("response"),
  created_at: z.int(),
  completed_at: z.nullable(z.int()),
  status: z.enum(["in_progress", "completed"]),
  model: z.string(),
  output: z.array(outputMessageSchema),
  usage: z.nullable(
    z.object({
      input_tokens: z.int(),
      input_tokens_details: z.object({ cached_tokens: z.int() }),
      output_tokens: z.int(),
      output_tokens_details: z.object({ reasoning_tokens: z.int() }),
      total_tokens: z.int(),
    }),
  ),
  error: z.null(),
  incomplete_details: z.null(),
  instructions: z.null(),
  metadata: z.object({}),
  parallel_tool_calls: z.boolean(),
  previous_response_id: z.null(),
  store: z.boolean(),
  temperature: z.null(),
  text: z.object({ format: z.object({ type: z.literal("text") }) }),
  tool_choice: z.literal("none"),
  tools: z.array(z.never()),
  top_p: z.null(),
});
export type ModelResponse = z.infer<typeof modelResponseSchema>;

export const embeddingListSchema = z.object({
  object: z.literal("list"),
  model: z.string(),
  data: z.array(
    z.object({
      object: z.literal("embedding"),
      index: z.int(),
      /** With the encoding `base64` its numbers of 32 bits, the lowest byte first. */
      embedding: z.union([z.array(z.number()), z.string()]),
    }),
  ),
  usage: z.object({ prompt_tokens: z.int(), total_tokens: z.int() }),
});
export type EmbeddingList = z.infer<typeof embeddingListSchema>;

export const modelSchema = z.object({
  id: z.string(),
  object: z.literal("model"),
  created: z.int(),
  owned_by: z.string(),
});
export type Model = z.infer<typeof modelSchema>;

export const modelListSchema = z.object({ object: z.literal("list"), data: z.array(modelSchema) });
export type ModelList = z.infer<typeof modelListSchema>;

export const openaiErrorSchema = z.object({
  error: z.object({
    message: z.string(),
    type: z.string(),
    /** The field that is wrong; null where it is none, or several. */
    param: z.nullable(z.string()),
    /** The problem's type with `_` for `-`, or `model_not_found`. */
    code: z.string(),
  }),
});
export type OpenaiError = z.infer<typeof openaiErrorSchema>;
