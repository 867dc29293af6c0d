import type { WorkKind } from "./admission.ts";

/** What a caller's allowance is kept for, apart: asking, searching, adding and changing, and reading what is held. */
export type AllowanceKind = WorkKind | "read";

export interface AllowanceTaken {
  /** 0 where the request may go on, else the seconds until the next may, at least 1. */
  readonly waitSeconds: number;
  readonly limit: number;
  /** Whole requests that are left now. */
  readonly remaining: number;
  /** Until the allowance is whole again. */
  readonly resetSeconds: number;
}

export interface Allowances {
  /** Spends one request of a caller's allowance, over whatever door it came. */
  take(kind: AllowanceKind, caller: string): AllowanceTaken;
  /** Callers that are remembered now. */
  size(): number;
}

export interface AllowanceOptions {
  readonly perMinute: Readonly<Record<AllowanceKind, number>>;
  /** Callers that are remembered at most: of more, those are forgotten who have most left. */
  readonly mostCallers?: number;
  /** A clock that never goes back, in milliseconds. */
  readonly nowMs: () => number;
}

/** A hundred bytes or so each. */
const defaultMostCallers = 20_000;
const minuteMs = 60_000;

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/**
 * Token buckets (as in RFC 2697's meters), one a caller and kind: each holds a minute's allowance at most, and fills
 * evenly. They outlive connections, so that nobody gains by connecting anew; one that is full again is forgotten, since a
 * new one is like it. So memory holds those who asked within the last minute, and is bounded where they are many.
 */
export function createAllowances(options: AllowanceOptions): Allowances {
  const { perMinute, mostCallers = defaultMostCallers, nowMs } = options;
  const buckets = new Map<string, Bucket>();

  const tokensAt = ({ tokens, filledAtMs }: Bucket, limit: number, now: number): number =>
    Math.min(limit, tokens + ((now - filledAtMs) * limit) / minuteMs);

  /** Frees a tenth, so that a flood of new addresses does not sweep at every one. */
  const sweep = (now: number): void => {
    const filled = [...buckets].map(([key, bucket]) => {
      const limit = perMinute[kindOf(key)];
      return { key, share: tokensAt(bucket, limit, now) / limit };
    });
    for (const { key, share } of filled) if (share >= 1) buckets.delete(key);
    const surplus = buckets.size - Math.floor(mostCallers * 0.9);
    if (surplus <= 0) return;
    const spent = filled.filter(({ share }) => share < 1).toSorted((left, right) => right.share - left.share);
    for (const { key } of spent.slice(0, surplus)) buckets.delete(key);
  };

  return {
    take(kind, caller) {
      const now = nowMs();
      const limit = perMinute[kind];
      const key = `${kind} ${caller}`;
      let bucket = buckets.get(key);
      if (bucket === undefined) {
        if (buckets.size >= mostCallers) sweep(now);
        bucket = { tokens: limit, filledAtMs: now };
        buckets.set(key, bucket);
      }
      bucket.tokens = tokensAt(bucket, limit, now);
      bucket.filledAtMs = now;
      const secondsUntil = (tokens: number) => Math.ceil((((tokens - bucket.tokens) / limit) * minuteMs) / 1_000);
      if (bucket.tokens < 1) {
        const waitSeconds = Math.max(1, secondsUntil(1));
        return { waitSeconds, limit, remaining: 0, resetSeconds: secondsUntil(limit) };
      }
      bucket.tokens -= 1;
      return { waitSeconds: 0, limit, remaining: Math.floor(bucket.tokens), resetSeconds: secondsUntil(limit) };
    },
    size: () => buckets.size,
  };
}

function kindOf(key: string): AllowanceKind {
  // Every key was made by `take`, of a kind and a caller.
  return key.slice(0, key.indexOf(" ")) as AllowanceKind;
}
