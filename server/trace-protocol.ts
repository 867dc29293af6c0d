import * as z from "zod/mini";

/** Why an answer is what it is: one row a candidate, and the features of the decision to answer or refuse. */
export const traceSchema = z.object({
  steps: z.array(z.object({ name: z.string(), detail: z.string() })),
  candidates: z.array(
    z.object({
      passageId: z.string(),
      /** Where it stands, and who speaks, as a person reads it. */
      paragraph: z.optional(z.int()),
      item: z.optional(z.nullable(z.int())),
      speaker: z.optional(z.string()),
      documentTitle: z.optional(z.string()),
      denseRank: z.nullable(z.int()),
      denseSimilarity: z.nullable(z.number()),
      lexicalRank: z.nullable(z.int()),
      lexicalScore: z.nullable(z.number()),
      fusedScore: z.number(),
      /** Estimated probability that the passage answers, and what it is made of. */
      probability: z.number(),
      features: z.record(z.string(), z.number()),
    }),
  ),
  features: z.array(z.object({ name: z.string(), value: z.number(), weight: z.number(), meaning: z.string() })),
  /** What the question reader made of the question: its most probable kinds. */
  kinds: z.optional(z.array(z.object({ kind: z.string(), probability: z.number() }))),
  answerability: z.nullable(z.number()),
  threshold: z.nullable(z.number()),
});
export type Trace = z.infer<typeof traceSchema>;
