import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describeInterface } from "../../../server/http/openapi/description.ts";

export type Json = Readonly<Record<string, unknown>>;

export interface DescribedContent {
  readonly schema: Json;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

export interface DescribedOperation {
  readonly operationId?: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly example?: unknown;
  }[];
  readonly requestBody?: { readonly required: boolean; readonly content: Readonly<Record<string, DescribedContent>> };
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, DescribedContent>>; readonly headers?: Json }>
  >;
}

export interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

export const description = JSON.parse(JSON.stringify(describeInterface())) as Description;

/** Every method of every address, with where it is. */
export function operationsOf({
  paths,
}: Description): { path: string; method: string; operation: DescribedOperation }[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
}

/** What the description says of a value, judged by another library than the server's. */
export function createJudge({ components }: Description) {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  // The package's types speak of the default export; at run time the module itself is the function.
  (addFormats as unknown as (to: typeof ajv) => void)(ajv);
  ajv.addSchema({ $id: "description", components });
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
  return (schema: Json, value: unknown): { readonly valid: boolean; readonly errors: string } => {
    const key = JSON.stringify(schema);
    const validate = compiled.get(key) ?? ajv.compile(JSON.parse(key.replaceAll('"#/', '"description#/')));
    compiled.set(key, validate);
    const valid = validate(value) === true;
    return { valid, errors: ajv.errorsText(validate.errors) };
  };
}
