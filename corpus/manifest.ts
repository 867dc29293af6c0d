import { z } from "zod";

const language = z.enum(["es", "en", "pt", "fr"]);
const date = z.iso.date();
const fileName = z.string().regex(/^[^/\\]+$/u, "must be the name of a file in the same folder");

/** A translation of a document, as the manifest lists it. */
const translation = z.strictObject({
  file: fileName,
  language,
  official: z.boolean(),
  /** Who made it, and from what. */
  note: z.string().min(1),
  /** What the record and its body are called in the translation's language. */
  title: z.string().min(1).optional(),
  body: z.string().min(1).optional(),
});

/** What is known of a document beside its text. */
const entry = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, "must be small letters, digits and hyphens"),
  file: fileName,
  format: z.enum(["text", "markdown"]),
  title: z.string().min(1),
  body: z.string().min(1).nullable(),
  sessionDate: date.nullable(),
  documentDate: date.nullable(),
  language,
  symbol: z.string().min(1).nullable(),
  /** Where the text comes from. */
  source: z.string().min(1),
  licence: z.string().min(1),
  /** Of the file's bytes, in hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/u, "must be a SHA-256 in hexadecimal"),
  translations: z.array(translation),
});

/** The form of `manifest.json`, which stands beside the documents that it describes. */
export const manifestSchema = z
  .strictObject({ documents: z.array(entry) })
  .refine(({ documents }) => new Set(documents.map(({ id }) => id)).size === documents.length, {
    message: "every document needs an id of its own",
    path: ["documents"],
  });

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestEntry = Manifest["documents"][number];
