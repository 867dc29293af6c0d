import * as z from "zod/mini";

/** What a key may be for: asking and reading; adding, correcting and removing; administration. */
export const scopeSchema = z.enum(["ask", "add", "admin"]);
export type Scope = z.infer<typeof scopeSchema>;

/** Who the server takes the caller for: `GET /session`. */
export const sessionViewSchema = z.object({
  /** Of the key, or of the person whom a proxy names. */
  name: z.nullable(z.string()),
  by: z.enum(["nobody", "key", "session", "proxy"]),
  /** What may be done; over loopback, asking is open to all. */
  scopes: z.array(scopeSchema),
});
export type SessionView = z.infer<typeof sessionViewSchema>;
