import type { Scope } from "../../access-protocol.ts";
import type { RequestSchemaName, ResponseSchemaName } from "./schemas.ts";
import type { TagName } from "./tags.ts";

export type SchemaName = RequestSchemaName | ResponseSchemaName;

/** What a key must allow (server/access): null where no key is ever asked for. */
export type RequiredScope = Scope | null;

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly description: string;
  readonly required?: boolean;
  readonly schema: object;
  /** It is run as a test, so it must be one that a new installation answers. */
  readonly example?: unknown;
}

export interface Example {
  readonly summary: string;
  readonly value: unknown;
}

export interface Content {
  readonly schema: object;
  readonly examples?: Readonly<Record<string, Example>>;
}

export interface Answer {
  readonly description: string;
  readonly content?: Readonly<Record<string, Content>>;
  /** Names of components (headers.ts) beside those that every response has. */
  readonly headers?: readonly string[];
}

/**
 * One method of one address, as the description of the interface tells it. To describe a route, add one of these to the
 * file of its subject; a test compares what is described with what is served.
 */
export interface Operation {
  readonly id: string;
  readonly method: "get" | "post" | "put" | "delete";
  /** As OpenAPI writes it: `/api/v1/documents/{id}`. */
  readonly path: string;
  readonly tag: TagName;
  readonly summary: string;
  readonly description: string;
  readonly scope: RequiredScope;
  readonly parameters?: readonly Parameter[];
  readonly body?: Readonly<Record<string, Content>>;
  /** The body may be left out. */
  readonly bodyIsOptional?: true;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Types of problems beside those that any request may meet (problem-answers.ts). */
  readonly problems?: readonly string[];
  /** What a refusal is told in, where it is not a problem document alone. */
  readonly refusals?: Readonly<Record<string, Content>>;
}

export function reference(name: SchemaName): object {
  return { $ref: `#/components/schemas/${name}` };
}

/** A body of JSON that has a schema of its own. */
export function jsonOf(name: SchemaName, examples?: Content["examples"]): Readonly<Record<string, Content>> {
  return { "application/json": { schema: reference(name), ...(examples && { examples }) } };
}

export function answerOf(name: ResponseSchemaName, description: string, headers: readonly string[] = []): Answer {
  return { description, content: jsonOf(name), headers };
}

export const noContent = (description: string): Answer => ({ description });

export const binary = { type: "string", format: "binary" } as const;

export const documentId: Parameter = {
  name: "id",
  in: "path",
  description: "Id of a record, as `GET /api/v1/documents` gives it.",
  schema: { type: "string" },
  example: "resumen-sesion-tematica-cam-2023-05-09",
};

export const notModified = { description: "What If-None-Match names still holds." } as const;
