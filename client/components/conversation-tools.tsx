import type { Conversation } from "../conversation.ts";

export function ConversationTools(_: { readonly conversation: Conversation }) {
  return null;
}
