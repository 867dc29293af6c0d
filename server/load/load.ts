import type { Settings } from "../settings.ts";
import { type Admission, createAdmission } from "./admission.ts";
import { type Allowances, createAllowances } from "./allowances.ts";
import { type CallerKey, callerByAddress } from "./caller-key.ts";

/** What bounds the work of a server, over all its doors. */
export interface Load {
  readonly admission: Admission;
  readonly allowances: Allowances;
  readonly callerKey: CallerKey;
}

export type LoadSettings = Pick<
  Settings,
  | "asksAtOnce"
  | "searchesAtOnce"
  | "ingestsAtOnce"
  | "waitingRequests"
  | "requestsPerMinute"
  | "asksPerMinute"
  | "searchesPerMinute"
  | "ingestsPerMinute"
  | "trustedProxies"
>;

export interface LoadOptions {
  /** Without it callers are told apart by their addresses. */
  readonly callerKey?: CallerKey;
  readonly nowMs?: () => number;
}

export function createLoad(settings: LoadSettings, options: LoadOptions = {}): Load {
  const { nowMs = () => performance.now(), callerKey = callerByAddress(settings.trustedProxies) } = options;
  const { waitingRequests: waiting, requestsPerMinute } = settings;
  return {
    admission: createAdmission(
      {
        ask: { atOnce: settings.asksAtOnce, waiting },
        search: { atOnce: settings.searchesAtOnce, waiting },
        // Changes of the collection have a queue of their own behind this: what waits here would wait unseen.
        ingest: { atOnce: settings.ingestsAtOnce, waiting: 0 },
      },
      nowMs,
    ),
    allowances: createAllowances({
      perMinute: {
        read: requestsPerMinute,
        ask: settings.asksPerMinute ?? requestsPerMinute,
        search: settings.searchesPerMinute ?? requestsPerMinute,
        ingest: settings.ingestsPerMinute ?? requestsPerMinute,
      },
      nowMs,
    }),
    callerKey,
  };
}
