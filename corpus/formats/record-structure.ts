import { z } from "zod";

/** Half-open, in UTF-16 code units of the extracted text. */
const offset = z.int().nonnegative();

const markSchema = z.strictObject({
  start: offset,
  end: offset,
  text: z.string(),
  style: z.enum(["bullet", "decimal", "letter", "roman"]),
  ordinal: z.int().nullable(),
});

const blockSchema = z.strictObject({
  start: offset,
  end: offset,
  mark: markSchema.nullable(),
  headingLevel: z.int().min(1).max(9).nullable(),
  emphasized: z.boolean(),
  setApart: z.boolean(),
  depth: z.int().nonnegative(),
  lead: z.string().nullable(),
  form: z.enum(["prose", "quotation", "table-row"]),
  /** Of a list whose terms speak: the term, or what stands under it. */
  spoken: z.enum(["term", "words"]).optional(),
});

const exclusionSchema = z.strictObject({
  start: offset,
  end: offset,
  reason: z.enum(["mark", "page-header", "page-number", "rule", "markup", "hyphen"]),
});

/**
 * What a format tells of the blocks of its extracted text: stored as JSON beside it and read back through this schema.
 * Blocks and exclusions are in order of `start`; blocks are disjoint and begin behind their marks, which are exclusions.
 */
export const recordStructureSchema = z.strictObject({
  version: z.literal(1),
  blocks: z.array(blockSchema),
  exclusions: z.array(exclusionSchema),
  /** Numbers of the pages whose words were recognised in a picture, in order. */
  recognizedPages: z.array(z.int().positive()).optional(),
});

export type RecordStructure = Readonly<z.infer<typeof recordStructureSchema>>;
export type StructureBlock = Readonly<z.infer<typeof blockSchema>>;
