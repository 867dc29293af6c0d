import type { Scope, SessionView } from "../access-protocol.ts";

/** Who sent a request, and what they may do. */
export interface Caller {
  /** Of the key, or of the person whom a trusted proxy names. */
  readonly name: string | null;
  readonly scopes: ReadonlySet<Scope>;
  readonly by: SessionView["by"];
  readonly keyId: string | null;
}

export const nobody: Caller = { name: null, scopes: new Set(), by: "nobody", keyId: null };
