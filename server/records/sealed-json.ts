import { sha256Of } from "./file-system.ts";

/** The file is not the one that was written: a part of it has changed since. */
export class SealError extends Error {
  override readonly name = "SealError";
}

/**
 * JSON with a hash of itself as its last field, `seal`: the SHA-256 of the object without that field, written without
 * spaces. So a flipped bit is told from a value, and a person may still lay the file out anew.
 */
export function writeSealed(value: object): string {
  return `${JSON.stringify({ ...value, seal: sha256Of(JSON.stringify(value)) }, null, 2)}\n`;
}

/** The object; one without a seal, as older versions wrote it, is taken as it is. @throws SyntaxError, SealError */
export function readSealed(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || !("seal" in value)) return value;
  const { seal, ...rest } = value;
  if (sha256Of(JSON.stringify(rest)) !== seal) throw new SealError("The file is not the one that was written.");
  return rest;
}
