import type { Citation } from "../../server/protocol.ts";
import type { Turn } from "../conversation.ts";
import type { Navigation } from "../navigation.ts";
import type { State } from "../state.ts";

/** Every passage that a turn shows, in the order of the page: cited, then doubtful, then nearest. */
export function shownCitations(turn: Turn): readonly Citation[] {
  return [...turn.citations, ...(turn.response?.borderline ?? []), ...(turn.response?.nearest ?? [])];
}

export function openCitation(navigation: Navigation, turn: Turn, citationIndex: number): boolean {
  const citation = shownCitations(turn)[citationIndex];
  if (citation === undefined) return false;
  navigation.openSource({
    documentId: citation.documentId,
    revision: citation.revision,
    place: { paragraph: citation.paragraph, item: citation.item },
    turnId: turn.id,
    citationIndex,
  });
  return true;
}

/** Goes to the next (1) or previous (-1) citation of the answer whose source is open; else to the last answer's first. */
export function openNeighbour(state: State, navigation: Navigation, step: 1 | -1): boolean {
  const { source, conversation } = state;
  const turn =
    source?.turnId == null
      ? conversation.turns.findLast((candidate) => candidate.citations.length > 0)
      : conversation.turns.find((candidate) => candidate.id === source.turnId);
  if (turn === undefined) return false;
  const at = source?.turnId === turn.id ? source.citationIndex : null;
  const next = at === null ? 0 : at + step;
  return next >= 0 && openCitation(navigation, turn, next);
}
