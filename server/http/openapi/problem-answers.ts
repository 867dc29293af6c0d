import { allowanceKindOf, isLimited } from "../../load/load-middleware.ts";
import { listProblemTypes } from "../../problems.ts";
import { headerReferences } from "./headers.ts";
import { type Content, type Operation, reference } from "./operation.ts";

/** What any request may meet, whatever it asks. */
const always = ["forbidden", "internal"];
/** What needs a key may meet, and a server that opens or stops. */
const ofScoped = ["unauthorized", "unavailable"];
const ofBodies = ["malformed-request", "too-large", "unsupported-media-type"];

type Contents = Readonly<Record<string, Content>>;

export const problemDocument: Contents = { "application/problem+json": { schema: reference("Problem") } };

/** Problem documents by status, each naming the types that it may be and where they are explained. */
export function problemAnswers(operation: Operation): object {
  const { path, refusals = problemDocument } = operation;
  const known = listProblemTypes();
  const byStatus = new Map<number, { type: string; title: string }[]>();
  for (const type of problemTypesOf(operation)) {
    const found = known.find((each) => each.type === type);
    if (found === undefined) throw new Error(`There is no problem of the type ${type}, which ${path} is said to meet.`);
    byStatus.set(found.status, [...(byStatus.get(found.status) ?? []), found]);
  }
  const answers = [...byStatus].sort(([left], [right]) => left - right);
  return {
    ...Object.fromEntries(answers.map(([status, found]) => [status, describe(status, found, refusals)])),
    default: problemContent("Refused or failed (RFC 9457).", refusals),
  };
}

function problemTypesOf({ method, path, body, scope, problems = [] }: Operation): ReadonlySet<string> {
  const waits = isLimited(path) && allowanceKindOf(method.toUpperCase(), path) !== "read";
  return new Set([
    ...always,
    ...(scope === null ? [] : ofScoped),
    ...(isLimited(path) ? ["too-many-requests"] : []),
    ...(waits ? ["overloaded"] : []),
    ...(body === undefined ? [] : ofBodies),
    ...problems,
  ]);
}

/** What tells a client by a header how to go on. */
const headersByStatus: Readonly<Record<number, readonly string[]>> = {
  401: ["WWW-Authenticate"],
  429: ["Retry-After", "RateLimit", "RateLimit-Policy"],
  503: ["Retry-After"],
};

function describe(status: number, found: readonly { type: string; title: string }[], refusals: Contents): object {
  const told = found.map(({ type, title }) => `\`${type}\` (${title}; /problems/${type})`);
  return problemContent(`${told.join(", or ")}.`, refusals, headersByStatus[status]);
}

function problemContent(description: string, content: Contents, headers: readonly string[] = []): object {
  return { description, headers: headerReferences(["Content-Language", "X-Request-Id", ...headers]), content };
}
