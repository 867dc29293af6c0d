/** Share of a window that it repeats of the one before, so that no phrase is seen only in halves. */
const windowOverlap = 1 / 8;

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
