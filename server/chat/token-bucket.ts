export interface TokenBucket {
  /** Takes one token. @returns 0 when there was one, else the seconds until there is, at least 1. */
  take(): number;
}

/**
 * Token bucket (as in RFC 2697's meters): holds a minute's allowance at most, and fills evenly.
 * @param nowMs A clock that never goes back, in milliseconds.
 */
export function createTokenBucket(tokensPerMinute: number, nowMs: () => number): TokenBucket {
  const tokensPerMs = tokensPerMinute / 60_000;
  let tokens = tokensPerMinute;
  let filledAtMs = nowMs();

  return {
    take: () => {
      const now = nowMs();
      tokens = Math.min(tokensPerMinute, tokens + (now - filledAtMs) * tokensPerMs);
      filledAtMs = now;
      if (tokens < 1) return Math.max(1, Math.ceil((1 - tokens) / tokensPerMs / 1000));
      tokens -= 1;
      return 0;
    },
  };
}
