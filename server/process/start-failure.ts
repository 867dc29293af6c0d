import { RecordReadError } from "../../corpus/record-read-error.ts";
import { EmbeddingError } from "../../embeddings/embedding-error.ts";
import { VectorStoreError } from "../../embeddings/storage/vector-store-error.ts";
import { KeyFileError } from "../access/key-store.ts";
import { LexiconError } from "../lexicon/lexicon-files.ts";
import { SettingsError } from "../settings.ts";
import { FolderOwnedError, type FolderOwner } from "./folder-owner.ts";
import { ListenError } from "./listening.ts";

/** Errors whose message is for the person who starts the program. */
const explained = [
  RecordReadError,
  EmbeddingError,
  VectorStoreError,
  LexiconError,
  SettingsError,
  ListenError,
  KeyFileError,
] as const;

export function describeOwner(owner: FolderOwner | null): string {
  const otherwise = "or set DATA_DIR to another folder.";
  if (owner === null) {
    return `A process holds this data folder and does not answer. If it hangs, end it (npm run doctor names what is known), ${otherwise}`;
  }
  const { url, pid, host, since, work } = owner;
  const who = `process ${pid} on ${host}, since ${since}`;
  if (url === null && work !== "server")
    return `“${work}” is working on this data folder (${who}). Wait for its end, ${otherwise}`;
  const where = url === null ? "" : `, at ${url}`;
  return `A server is running on this data folder already${where} (${who}). Use it, stop it, ${otherwise}`;
}

/** One clear line where it is known what is wrong; the whole trace where it is not. */
export function describeStartFailure(error: unknown): string {
  if (error instanceof FolderOwnedError) return describeOwner(error.owner);
  if (error instanceof EmbeddingError && error.failure === "model-missing") {
    return `${error.message} If it is kept elsewhere, set MODEL_DIR to its folder.`;
  }
  if (explained.some((errorClass) => error instanceof errorClass)) return (error as Error).message;
  if (error instanceof Error && "syscall" in error && "code" in error) {
    return `Relator cannot use its files: ${error.message}. Check that the folder exists and may be written.`;
  }
  return `Relator could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
