/** Longest stretch given to the tokenizer at once, in UTF-16 code units: bounds the time that a query waits for it. */
const longestPieceLength = 4_000;

/** Share of a window that it repeats of the one before, so that no phrase is seen only in halves. */
const windowOverlap = 1 / 8;

/**
 * Cuts a text into pieces short enough to tokenize one at a time. The tokenizer splits at white space before anything
 * else, so cutting there changes no token; only a run without any is cut inside, between code points.
 */
export function splitForTokenizer(text: string): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > longestPieceLength) {
    const at = cutPosition(rest);
    pieces.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  if (rest.length > 0) pieces.push(rest);
  return pieces;
}

function cutPosition(text: string): number {
  for (let at = longestPieceLength; at > longestPieceLength / 2; at -= 1) {
    if (/\s/.test(text.charAt(at))) return at;
  }
  const unit = text.charCodeAt(longestPieceLength);
  const splitsPair = unit >= 0xdc00 && unit <= 0xdfff;
  return splitsPair ? longestPieceLength - 1 : longestPieceLength;
}

/**
 * Half-open ranges of at most `capacity` tokens that cover `length` tokens. One range where they fit; otherwise ranges
 * of nearly equal length, each overlapping the next by about an eighth of the capacity.
 * @returns At least one range, in order; the last ends at `length`.
 */
export function planWindows(length: number, capacity: number): { start: number; end: number }[] {
  if (length <= capacity) return [{ start: 0, end: length }];
  const overlap = Math.floor(capacity * windowOverlap);
  const count = Math.ceil((length - overlap) / (capacity - overlap));
  const stride = (length - capacity) / (count - 1);
  return Array.from({ length: count }, (_, index) => {
    const start = Math.round(index * stride);
    return { start, end: start + capacity };
  });
}

/** Scales a vector in place to Euclidean length 1; a vector of zeros stays as it is. */
export function normalize(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  for (let index = 0; index < vector.length; index += 1) vector[index] = (vector[index] ?? 0) * scale;
  return vector;
}
