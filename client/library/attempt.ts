import type { Problem } from "../../server/protocol.ts";
import { problemOf } from "../transport/requests.ts";

type Outcome<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly problem: Problem | null };

/** A failure that the server or the network explains is a value here; any other error is a fault of the page. */
export async function attempt<T>(act: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { done: true, value: await act() };
  } catch (error) {
    return { done: false, problem: problemOf(error) };
  }
}
