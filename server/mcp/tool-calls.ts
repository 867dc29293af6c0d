import type { CallToolResult } from "@modelcontextprotocol/server";
import { abortAfter } from "../http/request-scope.ts";
import { ProblemError } from "../problem-error.ts";
import { describeProblem } from "../problems.ts";
import type { FrameLanguage, Problem } from "../protocol.ts";
import type { Archive } from "./archive.ts";

/** What one client's tools work with. */
export interface ToolScope {
  readonly archive: Archive;
  /** Of what is told where no request names a language. */
  readonly language: FrameLanguage;
  readonly timeoutMs: number;
  /** Told of faults of our own: the client hears that there was one, and nothing of the inside. */
  readonly onFault: (error: unknown) => void;
  /** Told of each problem that the client is told, to be counted. */
  readonly onRefused: (problem: Problem) => void;
}

interface ToolContext {
  readonly mcpReq: { readonly signal: AbortSignal };
}

/**
 * Runs the work of a tool until it is done, taken back or too long. What is refused or fails is told as the tool's own
 * result, in words that say what to do, so that a model can mend its call.
 */
export async function runTool(
  scope: ToolScope,
  { mcpReq: { signal } }: ToolContext,
  work: (signal: AbortSignal) => Promise<CallToolResult>,
): Promise<CallToolResult> {
  try {
    return await withinTime(scope.timeoutMs, signal, work);
  } catch (error) {
    const problem = refusalOf(error, scope, signal);
    return { content: [{ type: "text", text: tellProblem(problem) }], isError: true };
  }
}

/** Work that is aborted when it is taken back, where it can be, and when it takes too long. */
export async function withinTime<Result>(
  timeoutMs: number,
  takenBack: AbortSignal | null,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const tooLong = new AbortController();
  const timer = abortAfter(tooLong, timeoutMs);
  try {
    return await work(takenBack === null ? tooLong.signal : AbortSignal.any([takenBack, tooLong.signal]));
  } finally {
    clearTimeout(timer);
  }
}

/** What the client is told of an error; counted, and a fault of our own is told to us too. */
export function refusalOf(error: unknown, scope: ToolScope, takenBack: AbortSignal | null): Problem {
  const problem = problemOf(error, scope.language);
  scope.onRefused(problem);
  if (problem.status === 500 && takenBack?.aborted !== true) scope.onFault(error);
  return problem;
}

function problemOf(error: unknown, language: FrameLanguage): Problem {
  return error instanceof ProblemError ? error.problem : describeProblem(error, language).problem;
}

/** In the tools the fields of `filters` stand among the others. */
const filtersPath = "filters.";

/** A problem in words: what it is, what to do, and each field that is wrong. */
export function tellProblem({ title, detail, errors }: Problem): string {
  const fields = errors.map(({ path, message }) => {
    const field = path.startsWith(filtersPath) ? path.slice(filtersPath.length) : path;
    return field === "" ? `- ${message}` : `- ${field}: ${message}`;
  });
  return [`${title}. ${detail}`, ...fields].join("\n");
}
