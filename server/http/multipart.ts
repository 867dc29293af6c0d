import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Busboy, type BusboyHeaders, type BusboyInstance } from "@fastify/busboy";
import type { GivenFile, Upload } from "../jobs/intake-jobs.ts";
import { explainWriteError, writeObstacleOf } from "../records/file-system.ts";
import { BodyTooLargeError, MalformedRequestError, UnservableValueError } from "../request-errors.ts";
import { tidyFileName } from "./file-names.ts";

export interface MultipartLimits {
  readonly fileBytes: number;
  /** Of all files of one form. */
  readonly uploadBytes: number;
}

/** Two thousand minutes are years of a council's. */
const mostFiles = 2000;
const longestShownName = 100;

/**
 * Receives the files of a form into a folder of their own, without holding them in memory. A file that is too large or
 * has no name is told of and does not stop the others.
 * @throws MalformedRequestError when the body is cut off or no form; BodyTooLargeError when all of it is too large;
 * UnservableValueError when it holds no file or too many. Then nothing is left of it.
 */
export async function receiveForm(
  request: IncomingMessage,
  directory: string,
  limits: MultipartLimits,
): Promise<Upload> {
  const folder = join(directory, randomUUID());
  const discard = () => rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    const files = await receiveParts(request, folder, limits);
    if (files.length === 0) throw new UnservableValueError("files", "no-files");
    return { files, discard };
  } catch (error) {
    await discard();
    throw translateError(error);
  }
}

async function receiveParts(request: IncomingMessage, folder: string, limits: MultipartLimits): Promise<GivenFile[]> {
  const form = openForm(request, limits);
  const received: Promise<GivenFile>[] = [];
  let total = 0;
  form.on("file", (_field: string, stream: Readable & { truncated?: boolean }, name: string | undefined) => {
    stream.on("data", (chunk: Buffer) => {
      total += chunk.length;
      if (total > limits.uploadBytes) form.destroy(new BodyTooLargeError(limits.uploadBytes));
    });
    const file = receiveFile(stream, {
      path: join(folder, String(received.length)),
      name,
      limitBytes: limits.fileBytes,
    });
    // Met below, once the whole form has come.
    file.catch((error: unknown) => form.destroy(error instanceof Error ? error : undefined));
    received.push(file);
  });
  form.on("filesLimit", () => form.destroy(new UnservableValueError("files", "too-many-files")));
  await pipeline(request, form);
  return Promise.all(received);
}

function openForm(request: IncomingMessage, { fileBytes }: MultipartLimits): BusboyInstance {
  try {
    return new Busboy({
      // The route has seen to it that there is a content type.
      headers: request.headers as BusboyHeaders,
      limits: { fileSize: fileBytes, files: mostFiles, fields: mostFiles, fieldSize: 10_000 },
    });
  } catch (cause) {
    throw new MalformedRequestError("multipart", { cause });
  }
}

interface PartFacts {
  readonly path: string;
  readonly name: string | undefined;
  readonly limitBytes: number;
}

async function receiveFile(
  stream: Readable & { truncated?: boolean },
  { path, name, limitBytes }: PartFacts,
): Promise<GivenFile> {
  let bytes = 0;
  stream.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  await pipeline(stream, createWriteStream(path));
  const tidied = name === undefined ? null : tidyFileName(name);
  const shown = tidied ?? (name ?? "").slice(0, longestShownName);
  const refuse = (error: Error): GivenFile => ({
    name: shown,
    bytes,
    refusal: error,
    read: () => Promise.reject(error),
  });
  if (tidied === null) return refuse(new UnservableValueError("name", "file-name"));
  if (stream.truncated === true) {
    await rm(path, { force: true });
    return refuse(new BodyTooLargeError(limitBytes));
  }
  return { name: tidied, bytes, refusal: null, read: () => readFile(path) };
}

function translateError(error: unknown): unknown {
  const known = [MalformedRequestError, BodyTooLargeError, UnservableValueError];
  if (known.some((errorClass) => error instanceof errorClass)) return error;
  if (writeObstacleOf(error) !== null) return explainWriteError(error);
  return new MalformedRequestError("incomplete", { cause: error });
}
