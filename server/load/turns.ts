import { TooManyRequestsError } from "../request-errors.ts";
import type { WorkKind } from "./admission.ts";
import type { Load } from "./load.ts";

export interface Turn {
  readonly kind: WorkKind;
  readonly caller: string;
  readonly signal: AbortSignal;
}

/**
 * Does work of a door whose one request may hold several pieces of it, or none: each spends its own allowance and takes
 * its own place.
 * @throws TooManyRequestsError, OverloadedError; the signal's reason when aborted while waiting; what the work throws.
 */
export async function takeTurn<Result>(
  { admission, allowances }: Pick<Load, "admission" | "allowances">,
  { kind, caller, signal }: Turn,
  work: () => Promise<Result>,
): Promise<Result> {
  const { waitSeconds } = allowances.take(kind, caller);
  if (waitSeconds > 0) throw new TooManyRequestsError(waitSeconds);
  const release = await admission.admit(kind, { caller, signal });
  try {
    return await work();
  } finally {
    release();
  }
}
