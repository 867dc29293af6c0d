import type { State } from "../state.ts";

export function ConversationsPanel(_: { readonly state: State }) {
  return null;
}
