import * as z from "zod/mini";
import {
  askRequestSchema,
  askResponseSchema,
  atMost,
  citationSchema,
  frameLanguageSchema,
  intentSchema,
  limits,
  problemSchema,
  understoodSchema,
} from "./protocol.ts";

export const requestIdSchema = z.string().check(z.minLength(1), atMost(limits.requestIdCharacters));

export const askEventSchema = z.strictObject({
  type: z.literal("ask"),
  requestId: requestIdSchema,
  ...askRequestSchema.shape,
});
export const cancelEventSchema = z.strictObject({ type: z.literal("cancel"), requestId: requestIdSchema });

export const clientEventSchema = z.discriminatedUnion("type", [askEventSchema, cancelEventSchema]);
export type ClientEvent = z.infer<typeof clientEventSchema>;

const envelope = { requestId: z.nullable(z.string()), sequence: z.int() };

export const serverEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("answer-start"),
    ...envelope,
    language: frameLanguageSchema,
    intent: intentSchema,
    understood: understoodSchema,
  }),
  z.object({ type: z.literal("answer-part"), ...envelope, text: z.string() }),
  z.object({ type: z.literal("citation"), ...envelope, citation: citationSchema }),
  z.object({ type: z.literal("answer-end"), ...envelope, response: askResponseSchema }),
  z.object({ type: z.literal("request-error"), ...envelope, problem: problemSchema }),
]);
export type ServerEvent = z.infer<typeof serverEventSchema>;
