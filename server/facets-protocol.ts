import * as z from "zod/mini";

/** How much of the records falls to one name: what `filters` of a question would leave. */
const counts = {
  documents: z.int(),
  /** As a list would count them: items of an enumeration, not their block. */
  passages: z.int(),
  /** Passages read as recommendations; the classification is Relator's own. */
  recommendations: z.int(),
};

/** `GET /api/v1/speakers`: most passages first. */
export const speakerListSchema = z.object({
  speakers: z.array(
    z.object({
      /** A delegation, body or office where no person is named. */
      name: z.string(),
      organization: z.nullable(z.string()),
      country: z.nullable(z.string()),
      role: z.nullable(z.string()),
      ...counts,
    }),
  ),
});
export type SpeakerList = z.infer<typeof speakerListSchema>;

/** `GET /api/v1/organizations`: bodies that are spoken for. */
export const organizationListSchema = z.object({
  organizations: z.array(z.object({ name: z.string(), ...counts })),
});
export type OrganizationList = z.infer<typeof organizationListSchema>;

/** `GET /api/v1/topics`: the processes or bodies presented, as the records' headings name them. */
export const topicListSchema = z.object({ topics: z.array(z.object({ name: z.string(), ...counts })) });
export type TopicList = z.infer<typeof topicListSchema>;

const facet = z.array(z.object({ value: z.string(), ...counts }));

/** `GET /api/v1/facets`: the values that questions can be filtered by. */
export const facetsSchema = z.object({
  ...counts,
  facets: z.object({
    documents: facet,
    speakers: facet,
    organizations: facet,
    topics: facet,
    countries: facet,
    kinds: facet,
    languages: facet,
  }),
});
export type Facets = z.infer<typeof facetsSchema>;
