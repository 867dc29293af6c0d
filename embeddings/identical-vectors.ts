/**
 * Groups the labels of bitwise identical vectors.
 * @param pause Awaited between vectors.
 * @returns Groups in order of their first label, each in ascending order; every label is in exactly one.
 */
export async function groupIdenticalVectors(
  vectors: Float32Array,
  dimensions: number,
  pause: () => Promise<void>,
): Promise<number[][]> {
  const words = new Uint32Array(vectors.buffer, vectors.byteOffset, vectors.length);
  const groups: number[][] = [];
  const groupsByHash = new Map<number, number[][]>();
  for (let offset = 0; offset < words.length; offset += dimensions) {
    await pause();
    const label = offset / dimensions;
    const hash = hashWords(words, offset, dimensions);
    const candidates = groupsByHash.get(hash) ?? [];
    const same = candidates.find(([first = 0]) => sameWords(words, offset, first * dimensions, dimensions));
    if (same) {
      same.push(label);
      continue;
    }
    const group = [label];
    groups.push(group);
    groupsByHash.set(hash, [...candidates, group]);
  }
  return groups;
}

/** FNV-1a over 32-bit words (Fowler, Noll, Vo). */
function hashWords(words: Uint32Array, offset: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let at = offset; at < offset + length; at += 1) hash = Math.imul(hash ^ (words[at] as number), 0x01000193);
  return hash >>> 0;
}

function sameWords(words: Uint32Array, left: number, right: number, length: number): boolean {
  for (let index = 0; index < length; index += 1) if (words[left + index] !== words[right + index]) return false;
  return true;
}
