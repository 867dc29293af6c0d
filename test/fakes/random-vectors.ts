/** A small generator with a fixed course for a seed (mulberry32), uniform in [0, 1). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Standard normal deviates by the method of Box and Muller. */
export function createGaussian(seed: number): () => number {
  const random = createRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Unit vectors spread evenly over the sphere, one after another. */
export function randomUnitVectors(options: { count: number; dimensions: number; seed: number }): Float32Array {
  const { count, dimensions, seed } = options;
  const gaussian = createGaussian(seed);
  const vectors = Float32Array.from({ length: count * dimensions }, gaussian);
  for (let label = 0; label < count; label += 1) {
    scaleToUnit(vectors.subarray(label * dimensions, (label + 1) * dimensions));
  }
  return vectors;
}

/**
 * Vectors with the spread of real embeddings: each lies between two real ones, displaced a little. They keep to the
 * narrow cone that real embeddings lie in, where distances differ less than on the whole sphere.
 */
export function spreadVectors(options: { real: readonly Float32Array[]; count: number; seed: number }): Float32Array {
  const { real, count, seed } = options;
  const dimensions = real[0]?.length ?? 0;
  const random = createRandom(seed);
  const gaussian = createGaussian(seed + 1);
  const pick = (): Float32Array => real[Math.floor(random() * real.length)] ?? new Float32Array(dimensions);
  const vectors = new Float32Array(count * dimensions);
  for (let label = 0; label < count; label += 1) {
    const [from, towards, share] = [pick(), pick(), random() / 2];
    const vector = vectors.subarray(label * dimensions, (label + 1) * dimensions);
    for (let at = 0; at < dimensions; at += 1) {
      // 0.012 a dimension is 0.24 in all: about the distance of two passages on one subject.
      vector[at] = (1 - share) * (from[at] ?? 0) + share * (towards[at] ?? 0) + 0.012 * gaussian();
    }
    scaleToUnit(vector);
  }
  return vectors;
}

function scaleToUnit(vector: Float32Array): void {
  const length = Math.hypot(...vector);
  for (let at = 0; at < vector.length; at += 1) vector[at] = (vector[at] ?? 0) / length;
}
