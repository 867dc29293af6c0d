import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type DescribedContent, type Description, description, type Json, operationsOf } from "./described.ts";

const fixture = join(import.meta.dirname, "../../fixtures/openapi/release-0.1.json");
/** As the last release described itself. At a release the fixture is replaced by what is described then. */
const released = JSON.parse(readFileSync(fixture, "utf8")) as Description;

type Side = "request" | "response";

/** What a program written for the one description would miss in the other, by where it stands. */
function breaks(before: Description, after: Description): string[] {
  return operationsOf(before).flatMap(({ path, method, operation }) => {
    const now = after.paths[path]?.[method];
    const at = `${method} ${path}`;
    if (now === undefined) return [`${at} is gone`];
    const known = new Set(operation.parameters.map(({ name }) => name));
    return [
      ...operation.parameters
        .filter(({ name }) => !now.parameters.some((each) => each.name === name))
        .map(({ name }) => `${at}: the parameter ${name} is gone`),
      ...now.parameters
        .filter(({ name, required }) => {
          const was = operation.parameters.find((each) => each.name === name);
          return required && (!known.has(name) || was?.required === false);
        })
        .map(({ name }) => `${at}: the parameter ${name} is required`),
      ...(now.requestBody?.required === true && operation.requestBody === undefined
        ? [`${at}: a body is required`]
        : []),
      ...contentBreaks(at, [operation.requestBody?.content, now.requestBody?.content], "request", [before, after]),
      ...Object.entries(operation.responses).flatMap(([status, { content }]) =>
        now.responses[status] === undefined
          ? [`${at}: ${status} is gone`]
          : contentBreaks(`${at} ${status}`, [content, now.responses[status]?.content], "response", [before, after]),
      ),
    ];
  });
}

type Contents = Readonly<Record<string, DescribedContent>>;
type Both = readonly [Description, Description];

function contentBreaks(
  at: string,
  [before = {}, after = {}]: readonly [Contents | undefined, Contents | undefined],
  side: Side,
  both: Both,
): string[] {
  return Object.entries(before).flatMap(([mediaType, { schema }]) => {
    const now = after[mediaType];
    return now === undefined ? [`${at}: ${mediaType} is gone`] : schemaBreaks(at, [schema, now.schema], side, both);
  });
}

const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value : []);
const names = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function resolve(schema: Json, { components }: Description): Json {
  return typeof schema.$ref === "string"
    ? resolve(components.schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}, { components } as Description)
    : schema;
}

/** The alternatives that a schema may be, itself where it is none. */
function alternativesOf(schema: Json, of: Description): readonly Json[] {
  const resolved = resolve(schema, of);
  const alternatives = [...list(resolved.anyOf), ...list(resolved.oneOf)];
  if (alternatives.length > 0) return alternatives.flatMap((each) => alternativesOf(each, of));
  return [resolved.type].flat().map((type) => ({ ...resolved, type }));
}

const nameOf = ({ properties }: Json): unknown =>
  (properties as Readonly<Record<string, Json>> | undefined)?.type?.const;

function schemaBreaks(at: string, [before, after]: readonly [Json, Json], side: Side, both: Both): string[] {
  const now = alternativesOf(after, both[1]);
  return alternativesOf(before, both[0]).flatMap((was) => {
    if (Array.isArray(was.enum)) {
      const known = new Set(now.flatMap((each) => names(each.enum)));
      return names(was.enum)
        .filter((value) => !known.has(value))
        .map((value) => `${at}: the value ${value} is gone`);
    }
    const same = now.find((each) => each.type === was.type && nameOf(each) === nameOf(was));
    if (same === undefined) return was.type === undefined ? [] : [`${at}: ${was.type} ${nameOf(was) ?? ""} is gone`];
    if (was.type === "array") return schemaBreaks(`${at}[]`, [was.items as Json, same.items as Json], side, both);
    return [...boundBreaks(at, [was, same], side), ...objectBreaks(at, [was, same], side, both)];
  });
}

/** What was long or large enough before must still be taken. */
function boundBreaks(at: string, [was, now]: readonly [Json, Json], side: Side): string[] {
  if (side === "response") return [];
  const isNarrower = (bound: string, sign: 1 | -1): boolean =>
    now[bound] !== undefined && (was[bound] === undefined || sign * (Number(now[bound]) - Number(was[bound])) < 0);
  const upper = ["maximum", "maxLength", "maxItems"].filter((bound) => isNarrower(bound, 1));
  const lower = ["minimum", "minLength", "minItems"].filter((bound) => isNarrower(bound, -1));
  return [...upper, ...lower].map((bound) => `${at}: ${bound} is narrower`);
}

function objectBreaks(at: string, [was, now]: readonly [Json, Json], side: Side, both: Both): string[] {
  const before = (was.properties ?? {}) as Readonly<Record<string, Json>>;
  const after = (now.properties ?? {}) as Readonly<Record<string, Json>>;
  const required = new Set(names(was.required));
  const added = side === "request" ? names(now.required).filter((name) => !required.has(name)) : [];
  const dropped = side === "response" ? [...required].filter((name) => !names(now.required).includes(name)) : [];
  return [
    ...added.map((name) => `${at}.${name} is required`),
    ...dropped.map((name) => `${at}.${name} may be absent`),
    ...Object.entries(before).flatMap(([name, schema]) => {
      const same = after[name];
      return same === undefined ? [`${at}.${name} is gone`] : schemaBreaks(`${at}.${name}`, [schema, same], side, both);
    }),
  ];
}

describe("a program written for the last release", () => {
  test("finds everything where it was, and has to send nothing more", () => {
    expect(breaks(released, description)).toEqual([]);
  });

  test.each<[string, string, (changed: ReturnType<typeof copy>) => void]>([
    ["get /api/v1/documents is gone", "an address", ({ paths }) => delete paths["/api/v1/documents"]?.get],
    ["post /api/v1/ask.question is gone", "a field", ({ schemas }) => delete schemas.AskRequest?.properties?.question],
    ["post /api/v1/ask.limit is required", "a demand", ({ schemas }) => schemas.AskRequest?.required?.push("limit")],
    [
      "post /api/v1/ask 200.citations[].quote is gone",
      "an answer's field",
      ({ schemas }) => delete schemas.Citation?.properties?.quote,
    ],
  ])("would be told: %s", (told, _what, change) => {
    const changed = copy();
    change(changed);
    expect(breaks(released, changed.description)).toContain(told);
  });
});

interface MutableSchema {
  properties?: Record<string, unknown>;
  required?: string[];
}

function copy() {
  const changed = structuredClone(description);
  const paths = changed.paths as Record<string, Record<string, unknown>>;
  return { description: changed, paths, schemas: changed.components.schemas as Record<string, MutableSchema> };
}
