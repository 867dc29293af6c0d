import * as z from "zod/mini";
import { askEventSchema, cancelEventSchema, requestIdSchema } from "./chat-protocol.ts";
import { atMost } from "./protocol.ts";

/** The sub-protocol of the chat whose sessions outlive a connection: see `server/chat/PROTOCOL.md`. */
export const chatProtocol = "relator.v1";

const mostTokenCharacters = 100;
const mostResumedRequests = 50;

/** What such a session takes beside: as the first event of a connection, the session of an earlier one. */
export const sessionClientEventSchema = z.discriminatedUnion("type", [
  askEventSchema,
  cancelEventSchema,
  z.strictObject({
    type: z.literal("resume"),
    token: z.string().check(z.minLength(1), atMost(mostTokenCharacters)),
    /** What the client still waits for, and the last `sequence` that it has of each; 0 for none. */
    requests: z
      .array(z.strictObject({ requestId: requestIdSchema, after: z.int().check(z.gte(0)) }))
      .check(z.maxLength(mostResumedRequests)),
  }),
]);
export type SessionClientEvent = z.infer<typeof sessionClientEventSchema>;

const envelope = { requestId: z.nullable(z.string()), sequence: z.int() };

/** Events of the session itself, told under the sub-protocol only; `requestId` is null and `sequence` 0. */
export const sessionEventSchema = z.discriminatedUnion("type", [
  /** First of every connection: the token to resume by, for `windowMs` after a line is cut. */
  z.object({ type: z.literal("session"), ...envelope, token: z.string(), windowMs: z.int() }),
  /** The events that were missed follow; those named in `unknown` never came or are no longer kept: ask again. */
  z.object({ type: z.literal("resumed"), ...envelope, token: z.string(), unknown: z.array(z.string()) }),
  /** The token is not known (any more), as after a restart of the server: ask again, under this one. */
  z.object({ type: z.literal("resume-expired"), ...envelope, token: z.string() }),
]);
export type SessionEvent = z.infer<typeof sessionEventSchema>;
