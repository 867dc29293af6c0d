import * as z from "zod/mini";
import { atMost } from "../protocol.ts";

/*
 * What is sent of keys, sessions and the audit log, but for what the page loads (server/access-protocol.ts): every kind
 * of schema there would come with a first visit.
 */

/** `POST /session`: a one-time link's token, or a key. */
export const signInSchema = z.union([
  z.strictObject({ link: z.string().check(atMost(200)) }),
  z.strictObject({ key: z.string().check(atMost(200)) }),
]);

/** `POST /api/v1/sign-in-links`: the path goes behind the address of the server. */
export const signInLinkSchema = z.object({ path: z.string(), expiresAt: z.iso.datetime() });
export type SignInLink = z.infer<typeof signInLinkSchema>;

export const auditEntrySchema = z.object({
  at: z.iso.datetime(),
  name: z.nullable(z.string()),
  by: z.enum(["nobody", "key", "session", "proxy"]),
  /** The id of the key that was sent, signed in with, or sent by the proxy. */
  keyId: z.nullable(z.string()),
  method: z.string(),
  /** Without its query: names of files are no part of the log. */
  path: z.string(),
  status: z.int(),
  /** Ids of the records that it is of: added, replaced, removed, restored or corrected. */
  records: z.array(z.string()),
  /** Gone at once and for good. */
  purged: z.boolean(),
  requestId: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export const auditLogSchema = z.object({ entries: z.readonly(z.array(auditEntrySchema)) });

/**
 * The page sends this header with every request. A page of another origin cannot without being allowed to, so a request
 * that is known by its cookie alone changes nothing without it.
 */
export const pageRequestHeader = "Relator-Request";
