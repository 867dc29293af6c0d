import { useEffect, useState } from "preact/hooks";

/** How many parts are drawn in one go, and how many more between two frames. */
export interface MountingPace {
  readonly atOnce: number;
  readonly perStep: number;
}

/** Answers, or stretches of a document: few enough not to hold the page up (see the benchmark of the page). */
export const largePartsPace: MountingPace = { atOnce: 3, perStep: 2 };
/** Rows of a table. */
export const rowsPace: MountingPace = { atOnce: 60, perStep: 40 };

/**
 * How many of `total` parts may be drawn, or drawn anew, now: a few at once, the rest step by step between frames, so that neither a
 * long conversation nor a long document holds the page up. Starts over when `subject` changes.
 */
export function useMountedCount(subject: string, total: number, { atOnce, perStep }: MountingPace): number {
  const [mounted, setMounted] = useState({ subject, count: atOnce });
  const count = mounted.subject === subject ? mounted.count : atOnce;
  useEffect(() => {
    if (count >= total) return;
    const timer = setTimeout(() => setMounted({ subject, count: count + perStep }), 0);
    return () => clearTimeout(timer);
  }, [subject, count, total, perStep]);
  return count;
}
