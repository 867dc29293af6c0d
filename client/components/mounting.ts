import { useEffect, useState } from "preact/hooks";

/** Few enough to be drawn in one go without holding the page up (see the benchmark of the page). */
const atOnce = 8;
const perStep = 4;

/**
 * How many of `total` parts may be drawn now: a few at once, the rest step by step between frames, so that neither a
 * long conversation nor a long document holds the page up. Starts over when `subject` changes.
 */
export function useMountedCount(subject: string, total: number): number {
  const [mounted, setMounted] = useState({ subject, count: atOnce });
  const count = mounted.subject === subject ? mounted.count : atOnce;
  useEffect(() => {
    if (count >= total) return;
    const timer = setTimeout(() => setMounted({ subject, count: count + perStep }), 0);
    return () => clearTimeout(timer);
  }, [subject, count, total]);
  return count;
}
