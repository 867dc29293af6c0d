const text = { type: "string" } as const;

/** Headers of responses, by the name of their component, which is the header's own. */
export const headers = {
  "X-Request-Id": { description: "Names the request in the log: the client's own where it sent one.", schema: text },
  "Content-Language": { description: "Of the answer's frame, of the problem's texts, or of the record.", schema: text },
  ETag: { description: "Send it as If-None-Match: while nothing has changed, the answer is a 304.", schema: text },
  Location: { description: "Address of what was made.", schema: text },
  RateLimit: { description: "What is left of the caller's allowance, and when it is whole again.", schema: text },
  "RateLimit-Policy": { description: "The allowance.", schema: text },
  "WWW-Authenticate": { description: "`Bearer`: a key is wanted, or another one.", schema: text },
  "Set-Cookie": {
    description: "The session: `HttpOnly`, `SameSite=Strict`; over TLS `Secure`, its name behind `__Secure-`.",
    schema: text,
  },
  "Retry-After": {
    description: "Seconds after which the same request may succeed.",
    schema: { type: "integer", minimum: 1 },
  },
} as const;

export function headerReferences(names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
