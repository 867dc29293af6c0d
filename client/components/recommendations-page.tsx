import type { State } from "../state.ts";

export function RecommendationsPage(_: { readonly state: State; readonly documentId: string | null }) {
  return null;
}
