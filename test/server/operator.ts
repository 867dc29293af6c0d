/**
 * Tests act for the person who runs the server: what they send to a server that the harness has started carries its
 * first key, unless they send another or are outsiders. In one place, so that a test tells of what it is about.
 */
const keys = new Map<string, string>();

/** `fetch` as somebody who holds no key. */
export const fetchAsOutsider = globalThis.fetch;

/** Headers of a request that carries none. */
export const withoutKey = { Authorization: "Bearer" };

export function holdKey(url: string, key: string): void {
  keys.set(new URL(url).origin, key);
}

export function keyOf(url: string): string {
  return keys.get(new URL(url).origin) ?? "";
}

globalThis.fetch = (input, init) => {
  const key = keyOf(input instanceof Request ? input.url : String(input));
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : {}));
  if (key === "" || headers.has("Authorization")) return fetchAsOutsider(input, init);
  headers.set("Authorization", `Bearer ${key}`);
  return fetchAsOutsider(input, { ...init, headers });
};
