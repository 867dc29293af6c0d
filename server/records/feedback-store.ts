import { createHash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { mkdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { FeedbackReceipt, FeedbackRequest } from "../feedback-protocol.ts";
import { ForbiddenError, NotFoundError, UnavailableError } from "../request-errors.ts";
import { listFolder } from "./file-system.ts";
import { createTurns } from "./turns.ts";
import { writeWholeFile } from "./whole-files.ts";

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
  /** Oldest first; without what proves who may delete them. */
  list(): Promise<readonly EvaluationCase[]>;
  /** By whoever runs the system. @throws NotFoundError */
  remove(id: string): Promise<void>;
  /** Deletes those kept before. @returns How many. */
  expire(before: Date): Promise<number>;
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

/** Enough for years of a secretariat's use, and too little to fill a disk. */
const mostCases = 5_000;
const mostBytes = 50_000_000;

/** An opinion as it is kept: a case to evaluate Relator with. */
export interface EvaluationCase {
  readonly id: string;
  readonly keptAt: string;
  readonly question: string;
  readonly language: string;
  readonly verdict: string;
  readonly comment: string | null;
  readonly evidence: readonly FeedbackEvidence[];
}

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const storedEvidenceSchema = z.object({
  evidence: z.array(z.object({ documentId: z.string(), revision: z.string() })),
});
const storedCaseSchema = z.object({
  id: z.string(),
  keptAt: z.string(),
  question: z.string(),
  language: z.string(),
  verdict: z.string(),
  comment: z.string().nullable(),
  evidence: z.array(z.looseObject({ documentId: z.string(), revision: z.string(), quote: z.string() })),
});
const storedTokenSchema = z.object({ deletionTokenSha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** Keeps each opinion as one JSON file, an evaluation case; of its deletion token only a digest is stored. */
export function openFeedbackStore(directory: string): FeedbackStore {
  const fileOf = (id: string): string => {
    if (!idPattern.test(id)) throw new NotFoundError("feedback", id);
    return join(directory, `${id}.json`);
  };
  // Measured once, and reckoned from there: whoever sends many opinions shall not have the folder looked through for each.
  let kept: Promise<Kept> | null = null;
  const measured = (): Promise<Kept> => {
    kept ??= measure(directory).catch((error: unknown) => {
      kept = null;
      throw error;
    });
    return kept;
  };
  const take = async (path: string): Promise<void> => {
    const all = await measured();
    const bytes = (await stat(path).catch(() => null))?.size;
    await rm(path, { force: true });
    if (bytes === undefined) return;
    all.count -= 1;
    all.bytes -= bytes;
  };
  const turns = createTurns();

  async function keepNext(
    { question, language, verdict, comment }: FeedbackRequest,
    evidence: readonly FeedbackEvidence[],
  ): Promise<FeedbackReceipt> {
    await mkdir(directory, { recursive: true });
    const all = await measured();
    if (all.count >= mostCases || all.bytes >= mostBytes) throw new UnavailableError("feedback-full");
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
    const text = `${JSON.stringify(evaluationCase, null, 2)}\n`;
    await writeWholeFile(fileOf(id), text);
    all.count += 1;
    all.bytes += Buffer.byteLength(text);
    return { id, deletionToken };
  }

  return {
    keep: (feedback, evidence) => turns.take(() => keepNext(feedback, evidence)),
    delete: async (id, deletionToken) => {
      const file = fileOf(id);
      const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
        if (cause.code === "ENOENT") throw new NotFoundError("feedback", id);
        throw cause;
      });
      const stored = storedTokenSchema.parse(JSON.parse(text));
      const expected = Buffer.from(stored.deletionTokenSha256, "hex");
      if (!timingSafeEqual(expected, sha256(deletionToken))) throw new ForbiddenError("deletion-token");
      await take(file);
    },

    list: () => readCases(directory),

    remove: async (id) => {
      const file = fileOf(id);
      const { files } = await listFolder(directory);
      if (!files.includes(`${id}.json`)) throw new NotFoundError("feedback", id);
      await take(file);
    },

    expire: async (before) => {
      const cases = await readCases(directory);
      const old = cases.filter(({ keptAt }) => new Date(keptAt) < before);
      for (const { id } of old) await take(fileOf(id));
      return old.length;
    },

    forget: async ({ id, revision, isIdHeld }) => {
      const { files } = await listFolder(directory);
      for (const file of files) {
        const path = join(directory, file);
        const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
          if (cause.code === "ENOENT") return "null";
          throw cause;
        });
        const stored = storedEvidenceSchema.safeParse(parseOrNull(text));
        // One that is damaged may quote it as well: what it names tells.
        const quotes = stored.success
          ? stored.data.evidence.some(
              (evidence) => evidence.documentId === id && (!isIdHeld || evidence.revision === revision),
            )
          : text.includes(isIdHeld ? revision : JSON.stringify(id));
        if (quotes) await take(path);
      }
    },
  };
}

interface Kept {
  count: number;
  bytes: number;
}

async function measure(directory: string): Promise<Kept> {
  const { files } = await listFolder(directory);
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(join(directory, file)).catch(() => null))?.size),
  );
  return { count: files.length, bytes: sizes.reduce<number>((sum, size = 0) => sum + size, 0) };
}

/** What is no opinion of this form is left out: the doctor tells of it. */
async function readCases(directory: string): Promise<readonly EvaluationCase[]> {
  const { files } = await listFolder(directory);
  const cases = await Promise.all(files.map((file) => readCase(join(directory, file))));
  return cases.flatMap((each) => each ?? []).sort((left, right) => (left.keptAt < right.keptAt ? -1 : 1));
}

async function readCase(path: string): Promise<EvaluationCase | null> {
  const parsed = storedCaseSchema.safeParse(await readJson(path));
  if (!parsed.success) return null;
  // The evidence is what was written here.
  return parsed.data as unknown as EvaluationCase;
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whether these are the bytes of an opinion. */
export function isOpinion(bytes: Uint8Array): boolean {
  return storedCaseSchema.safeParse(parseOrNull(Buffer.from(bytes).toString("utf8"))).success;
}

async function readJson(path: string): Promise<unknown> {
  return parseOrNull(await readFile(path, "utf8").catch(() => "null"));
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}
