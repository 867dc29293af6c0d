import { listProblemTypes } from "../../problems.ts";
import { headerReferences } from "./headers.ts";
import { type Operation, reference } from "./operation.ts";

/** What any request may meet, whatever it asks. */
const always = ["forbidden", "internal"];
/** What any request to the interface may meet: its allowance, its key, a server that opens or stops. */
const ofInterface = ["too-many-requests", "unavailable"];
const ofBodies = ["malformed-request", "too-large", "unsupported-media-type"];

/** Problem documents by status, each naming the types that it may be and where they are explained. */
export function problemAnswers({ path, body, scope, problems = [] }: Operation): object {
  const types = new Set([
    ...always,
    ...(scope === null ? [] : ofInterface),
    ...(body === undefined ? [] : ofBodies),
    ...problems,
  ]);
  const known = listProblemTypes();
  const byStatus = new Map<number, { type: string; title: string }[]>();
  for (const type of types) {
    const found = known.find((each) => each.type === type);
    if (found === undefined) throw new Error(`There is no problem of the type ${type}, which ${path} is said to meet.`);
    byStatus.set(found.status, [...(byStatus.get(found.status) ?? []), found]);
  }
  const answers = [...byStatus].sort(([left], [right]) => left - right);
  return {
    ...Object.fromEntries(answers.map(([status, found]) => [status, describe(status, found)])),
    default: problemContent("Refused or failed (RFC 9457).", []),
  };
}

function describe(status: number, found: readonly { type: string; title: string }[]): object {
  const told = found.map(({ type, title }) => `\`${type}\` (${title}; /problems/${type})`);
  const waits = status === 429 || status === 503;
  return problemContent(`${told.join(", or ")}.`, waits ? ["Retry-After"] : []);
}

function problemContent(description: string, headers: readonly string[]): object {
  return {
    description,
    headers: headerReferences(["Content-Language", "X-Request-Id", ...headers]),
    content: { "application/problem+json": { schema: reference("Problem") } },
  };
}
