import express, { type Request, type RequestHandler, type Response } from "express";
import * as z from "zod/mini";
import {
  BodyTooLargeError,
  InvalidRequestError,
  MalformedRequestError,
  UnsupportedMediaTypeError,
} from "../request-errors.ts";

/** A media type that a body may have, and the charsets that it may name. */
interface MediaType {
  readonly essence: string;
  readonly charset: string | null;
}

/**
 * Reads a body of one of the accepted media types into memory, refusing by Content-Type before a byte is read.
 * Compressed bodies are refused: their size is not known before they are unpacked.
 */
export function receiveBody(accepted: readonly string[], limitBytes: number): RequestHandler {
  const receive = express.raw({ type: () => true, limit: limitBytes, inflate: false });
  return (request, response, next) => {
    assertMediaType(request, accepted);
    receive(request, response, (error?: unknown) => next(translateBodyError(error, { accepted, limitBytes })));
  };
}

function assertMediaType(request: Request, accepted: readonly string[]): void {
  const mediaType = parseMediaType(request.get("Content-Type"));
  const encoding = request.get("Content-Encoding") ?? "identity";
  const utf8 = mediaType.charset === null || mediaType.charset === "utf-8" || mediaType.charset === "utf8";
  if (!accepted.includes(mediaType.essence) || !utf8 || encoding !== "identity") {
    throw new UnsupportedMediaTypeError(accepted);
  }
}

function parseMediaType(header: string | undefined): MediaType {
  const [essence = "", ...parameters] = (header ?? "").toLowerCase().split(";");
  const charset = parameters.map((parameter) => /^\s*charset="?([^"\s]*)"?\s*$/.exec(parameter)?.[1]).find(Boolean);
  return { essence: essence.trim(), charset: charset ?? null };
}

/** What the body reader throws carries a `type`; see the documentation of raw-body and body-parser. */
function translateBodyError(
  error: unknown,
  { accepted, limitBytes }: { readonly accepted: readonly string[]; readonly limitBytes: number },
): unknown {
  if (!(error instanceof Error) || !("type" in error)) return error;
  if (error.type === "entity.too.large") return new BodyTooLargeError(limitBytes);
  if (error.type === "encoding.unsupported") return new UnsupportedMediaTypeError(accepted);
  if (error.type === "request.aborted" || error.type === "request.size.invalid") {
    return new MalformedRequestError("incomplete", { cause: error });
  }
  return error;
}

/** The bytes that `receiveBody` has read. */
export function bodyBytes(request: Request): Uint8Array {
  const body: unknown = request.body;
  return body instanceof Uint8Array ? body : new Uint8Array();
}

/** JSON of a body or a frame, checked by its schema: the one place where outside data becomes a trusted type. */
export function parseJson<Schema extends z.core.$ZodType>(bytes: Uint8Array, schema: Schema): z.output<Schema> {
  return checkShape(readJson(bytes), schema);
}

/** @throws MalformedRequestError */
export function readJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) throw new MalformedRequestError("empty");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new MalformedRequestError("utf-8", { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MalformedRequestError("json", { cause });
  }
}

/** @throws InvalidRequestError */
export function checkShape<Schema extends z.core.$ZodType>(value: unknown, schema: Schema): z.output<Schema> {
  // The input is kept in the issues because the localised messages name its type.
  const parsed = z.safeParse(schema, value, { reportInput: true });
  if (!parsed.success) throw new InvalidRequestError(parsed.error.issues);
  return parsed.data;
}

/** Sends JSON that no cache keeps: answers may quote records that are later removed. */
export function sendJson(response: Response, body: unknown): void {
  response.set("Cache-Control", "no-store").json(body);
}
