import { type Conversation, isPending, type Turn } from "../conversation.ts";

/**
 * One conversation as this tab and the archive have it, joined by turn id: in the archive's order, what only this tab has
 * behind it. The same object where the archive has nothing new.
 */
export function mergeConversations(here: Conversation, kept: Conversation): Conversation {
  const own = new Map(here.turns.map((turn) => [turn.id, turn]));
  const known = new Set(kept.turns.map(({ id }) => id));
  const turns = [
    ...kept.turns.map((turn) => laterOf(own.get(turn.id), turn)),
    ...here.turns.filter(({ id }) => !known.has(id)),
  ];
  const isSame = turns.length === here.turns.length && turns.every((turn, position) => turn === here.turns[position]);
  return isSame && kept.title === here.title ? here : { ...here, title: kept.title, turns };
}

/** The one that was asked later; of the same asking the archive's, where another tab has added to it. */
function laterOf(here: Turn | undefined, kept: Turn): Turn {
  if (here === undefined || kept.askedAt > here.askedAt) return kept;
  if (kept.requestId !== here.requestId || isPending(here) || here.loadingMore) return here;
  const isOther =
    kept.phase !== here.phase ||
    kept.citations.length !== here.citations.length ||
    kept.feedback?.id !== here.feedback?.id;
  return isOther ? kept : here;
}
