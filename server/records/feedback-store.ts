import { createHash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";
import type { FeedbackReceipt, FeedbackRequest } from "../protocol.ts";
import { ForbiddenError, NotFoundError, UnavailableError } from "../request-errors.ts";
import { listFolder } from "./file-system.ts";

/** A passage that the answer cited, with its words: they outlive a new segmentation of the record. */
export interface FeedbackEvidence {
  readonly documentId: string;
  readonly revision: string;
  readonly passageId: string;
  readonly quote: string;
  /** Under which the passage has its id. */
  readonly reading: string;
  /** Into the text of that revision. */
  readonly start: number;
  readonly end: number;
  /** The answer was given under another reading: this is the passage that holds most of what it cited. */
  readonly resolved?: true;
}

export interface FeedbackStore {
  /** @throws UnavailableError when no more are kept. */
  keep(feedback: FeedbackRequest, evidence: readonly FeedbackEvidence[]): Promise<FeedbackReceipt>;
  /** @throws NotFoundError, ForbiddenError when the token is another's. */
  delete(id: string, deletionToken: string): Promise<void>;
  /** Deletes what quotes a record that is gone for good. */
  forget(record: PurgedRecord): Promise<void>;
}

/** A record of which nothing may be left. */
export interface PurgedRecord {
  readonly id: string;
  readonly revision: string;
  /** Another record has its id now: only what quotes this revision is this record's. */
  readonly isIdHeld: boolean;
}

/** Enough for years of a secretariat's use, and too few to fill a disk: a case is at most about 1 MB. */
const mostCases = 5_000;

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const storedEvidenceSchema = z.object({
  evidence: z.array(z.object({ documentId: z.string(), revision: z.string() })),
});
const storedTokenSchema = z.object({ deletionTokenSha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** Keeps each opinion as one JSON file, an evaluation case; of its deletion token only a digest is stored. */
export function openFeedbackStore(directory: string): FeedbackStore {
  const fileOf = (id: string): string => {
    if (!idPattern.test(id)) throw new NotFoundError("feedback", id);
    return join(directory, `${id}.json`);
  };

  return {
    keep: async ({ question, language, verdict, comment }, evidence) => {
      await mkdir(directory, { recursive: true });
      const files = await readdir(directory);
      if (files.length >= mostCases) throw new UnavailableError("feedback-full");
      const id = randomUUID();
      const deletionToken = randomBytes(24).toString("base64url");
      const evaluationCase = {
        id,
        keptAt: new Date().toISOString(),
        question,
        language,
        verdict,
        comment: comment ?? null,
        evidence,
        deletionTokenSha256: sha256(deletionToken).toString("hex"),
      };
      await writeFileAtomic(fileOf(id), `${JSON.stringify(evaluationCase, null, 2)}\n`, { mode: 0o600 });
      return { id, deletionToken };
    },

    delete: async (id, deletionToken) => {
      const file = fileOf(id);
      const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
        if (cause.code === "ENOENT") throw new NotFoundError("feedback", id);
        throw cause;
      });
      const stored = storedTokenSchema.parse(JSON.parse(text));
      const expected = Buffer.from(stored.deletionTokenSha256, "hex");
      if (!timingSafeEqual(expected, sha256(deletionToken))) throw new ForbiddenError("deletion-token");
      await rm(file, { force: true });
    },

    forget: async ({ id, revision, isIdHeld }) => {
      const { files } = await listFolder(directory);
      for (const file of files) {
        const path = join(directory, file);
        const stored = storedEvidenceSchema.safeParse(JSON.parse(await readFile(path, "utf8").catch(() => "null")));
        const quotes = stored.data?.evidence.some(
          (evidence) => evidence.documentId === id && (!isIdHeld || evidence.revision === revision),
        );
        if (quotes === true) await rm(path, { force: true });
      }
    },
  };
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}
