import fc from "fast-check";
import type { Description, Json } from "./described.ts";

const anything = fc.constantFrom<unknown>(null, 0, 1.5, -1, "", "x", true, [], {}, [null], { surplus: 1 });
/** What tells lengths in code points from lengths in code units, and what trimming and composing may change. */
const letters = fc.constantFrom(
  "a",
  "Ñ",
  "e\u0301",
  "🚢",
  " ",
  "\t",
  "\n",
  "\u00a0",
  "\u200e",
  "\u2066",
  "\u0007",
  "\ud800",
);

/**
 * Bodies around a schema: most are what it asks for, and many are wrong in one place or another: a length or a number
 * just beyond its bound, a blank text, a field too many or too few, a value of another type.
 */
export function bodiesAround(schema: Json, description: Description): fc.Arbitrary<unknown> {
  return around(schema, (name) => description.components.schemas[name] ?? {});
}

type Resolve = (name: string) => Json;

function around(schema: Json, resolve: Resolve): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 30, arbitrary: near(schema, resolve) }, { weight: 1, arbitrary: anything });
}

function near(schema: Json, resolve: Resolve): fc.Arbitrary<unknown> {
  if (typeof schema.$ref === "string") return near(resolve(schema.$ref.split("/").at(-1) ?? ""), resolve);
  const alternatives = (schema.anyOf ?? schema.oneOf) as readonly Json[] | undefined;
  if (alternatives !== undefined) return fc.oneof(...alternatives.map((each) => near(each, resolve)));
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => near({ ...schema, type }, resolve)));
  if ("const" in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if (schema.type === "object") return objects(schema, resolve);
  if (schema.type === "array") return arrays(schema, resolve);
  if (schema.type === "string") return strings(schema);
  if (schema.type === "integer") return integers(schema);
  if (schema.type === "number") return fc.double({ noNaN: true, noDefaultInfinity: true });
  if (schema.type === "null") return fc.constant(null);
  return fc.boolean();
}

function objects({ properties = {}, required = [] }: Json, resolve: Resolve): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties as Readonly<Record<string, Json>>);
  const record = fc.record(Object.fromEntries(fields.map(([name, schema]) => [name, around(schema, resolve)])), {
    requiredKeys: required as string[],
  });
  const lacking = fc
    .tuple(record, fc.constantFrom(...fields.map(([name]) => name), "none"))
    .map(([value, left]) => Object.fromEntries(Object.entries(value).filter(([name]) => name !== left)));
  const surplus = record.map((value) => ({ ...value, surplus: 1 }));
  return fc.oneof(
    { weight: 20, arbitrary: record },
    { weight: 1, arbitrary: lacking },
    { weight: 1, arbitrary: surplus },
  );
}

function arrays({ items = {}, minItems = 0, maxItems }: Json, resolve: Resolve): fc.Arbitrary<unknown> {
  const item = around(items as Json, resolve);
  const few = fc.array(item, { minLength: Number(minItems), maxLength: Number(minItems) + 2 });
  if (typeof maxItems !== "number") return few;
  const many = fc.tuple(item, fc.constantFrom(maxItems, maxItems + 1));
  return fc.oneof(
    { weight: 40, arbitrary: few },
    { weight: 1, arbitrary: many.map(([each, count]) => Array.from({ length: count }, () => each)) },
    { weight: 1, arbitrary: fc.constant([]) },
  );
}

function strings({ maxLength, format }: Json): fc.Arbitrary<string> {
  if (format === "date") return fc.constantFrom("2024-02-29", "2023-02-29", "2024-13-01", "2024-1-1", "", "x");
  const plain = fc.string({ minLength: 1, maxLength: 12 });
  const odd = fc.array(letters, { maxLength: 6 }).map((parts) => parts.join(""));
  const most = typeof maxLength === "number" ? maxLength : 20;
  const long = fc
    .tuple(letters, fc.constantFrom(most - 1, most, most + 1))
    .map(([letter, length]) => letter.repeat(Math.ceil(length / [...letter].length)));
  return fc.oneof({ weight: 8, arbitrary: plain }, { weight: 3, arbitrary: odd }, { weight: 2, arbitrary: long });
}

function integers({ minimum = 0, maximum = 100 }: Json): fc.Arbitrary<number> {
  const [least, most] = [Number(minimum), Number(maximum)];
  const within = fc.integer({ min: least, max: Math.min(most, least + 1000) });
  return fc.oneof(
    { weight: 6, arbitrary: within },
    { weight: 1, arbitrary: fc.constantFrom(least - 1, most, most + 1, 1.5) },
  );
}
