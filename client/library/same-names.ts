import { fold } from "../text/folding.ts";

/** The other name that shares most words with this one, where any does: "Sra. Quispe" and "Ana Quispe". */
export function likeliestSame(name: string, others: readonly string[]): string | null {
  const words = new Set(wordsOf(name));
  const ranked = others
    .map((other) => ({ other, shared: wordsOf(other).filter((word) => words.has(word)).length }))
    .filter(({ shared }) => shared > 0)
    .sort((left, right) => right.shared - left.shared);
  return ranked[0]?.other ?? null;
}

/** Titles and particles are short. */
function wordsOf(name: string): readonly string[] {
  return fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3);
}
