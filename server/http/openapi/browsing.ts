import { answerOf, notModified, type Operation, type Parameter } from "./operation.ts";
import type { ResponseSchemaName } from "./schemas.ts";

const within: Parameter = {
  name: "document",
  in: "query",
  description: "Ids of the records to count in, one parameter each; all of them without it.",
  schema: { type: "array", items: { type: "string" } },
  example: ["resumen-sesion-tematica-cam-2023-05-09"],
};

function browse(subject: string, schema: ResponseSchemaName, description: string): Operation {
  return {
    id: `list${subject[0]?.toUpperCase()}${subject.slice(1)}`,
    method: "get",
    path: `/api/v1/${subject}`,
    tag: "Browsing",
    summary: `List the ${subject}`,
    description: `${description} Passages are counted as lists count them: items of an enumeration, not their block.`,
    scope: "ask",
    parameters: [within],
    answers: {
      200: answerOf(schema, "Most passages first.", ["ETag"]),
      304: notModified,
    },
    problems: ["unservable-value"],
  };
}

export const browsingOperations: readonly Operation[] = [
  browse("speakers", "SpeakerList", "Who speaks: a delegation, body or office where no person is named."),
  browse("organizations", "OrganizationList", "The bodies that are spoken for."),
  browse("topics", "TopicList", "The processes and bodies presented, as the records' headings name them."),
  browse("facets", "Facets", "Every value that questions can be filtered by."),
];
