/** Long enough to be worth an event, short enough that a lead of two sentences comes in several. */
const pieceCharacters = 48;

/**
 * Cuts an answer into pieces at the ends of words. Invariant: the pieces joined are the answer; no character is cut.
 * A word longer than a piece stays whole.
 */
export function cutIntoPieces(answer: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const [word] of answer.matchAll(/\s*\S+\s*|\s+/gu)) {
    if (piece !== "" && piece.length + word.length > pieceCharacters) {
      pieces.push(piece);
      piece = "";
    }
    piece += word;
  }
  if (piece !== "") pieces.push(piece);
  return pieces;
}
