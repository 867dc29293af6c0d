/** One measurement. */
export interface BenchmarkRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it should be, for the reader of the table; nothing is gated by it. */
  readonly target?: string;
}

/**
 * The value below which a share of the values lies, by the nearest rank.
 * @param share From 0 to 1.
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export async function timeMs(task: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await task();
  return performance.now() - startedAt;
}

/** Tasks are measured in turns, and the best of each is taken, so that other work on the machine weighs less. */
export async function bestInTurns(
  turns: number,
  tasks: readonly [() => Promise<unknown>, () => Promise<unknown>],
): Promise<[number, number]> {
  const best: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let turn = 0; turn < turns; turn += 1) {
    best[0] = Math.min(best[0], await timeMs(tasks[0]));
    best[1] = Math.min(best[1], await timeMs(tasks[1]));
  }
  return best;
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 2, "tokens/s": 0, ratio: 2, share: 4, MB: 1 };

/** A table, one line a measurement. */
export function formatRows(title: string, rows: readonly BenchmarkRow[]): string {
  const lines = rows.map(({ name, value, unit, target }) => {
    const shown = value.toFixed(units[unit] ?? 2).padStart(10);
    return `  ${name.padEnd(64)}${shown} ${unit.padEnd(9)}${target === undefined ? "" : `target ${target}`}`.trimEnd();
  });
  return `${title}\n${lines.join("\n")}\n`;
}
