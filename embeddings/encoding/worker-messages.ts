import type { TextRole } from "../embedder.ts";
import type { EmbeddingFailure } from "../embedding-error.ts";
import type { PassageReading, PassageText, QuestionReading } from "../readers.ts";
import type { ModelManifest } from "./model-manifest.ts";
import type { NativeCallGate } from "./native-call-gate.ts";

/** What the worker is started with. */
export interface EmbedderWorkerData {
  readonly modelDirectory: string;
  readonly manifest: ModelManifest;
  readonly threads: number;
  readonly gate: NativeCallGate;
}

export interface EmbedRequest {
  readonly type: "embed";
  readonly jobId: number;
  readonly texts: readonly string[];
  readonly role: TextRole;
}

export interface ReadQuestionRequest {
  readonly type: "read-question";
  readonly jobId: number;
  readonly text: string;
}

export interface ReadPassagesRequest {
  readonly type: "read-passages";
  readonly jobId: number;
  readonly question: string;
  readonly passages: readonly PassageText[];
}

/** What asks for results; one comes back for each text. */
export type WorkRequest = EmbedRequest | ReadQuestionRequest | ReadPassagesRequest;

/** What comes back for a text: a vector, or what was read. */
export type WorkResult = Float32Array | QuestionReading | PassageReading;

export type WorkerRequest =
  | WorkRequest
  | { readonly type: "cancel"; readonly jobId: number }
  | { readonly type: "close" };

/** Results come back one a message, vectors transferred; `position` is the text's in its request. */
export type WorkerReply =
  | { readonly type: "ready" }
  | { readonly type: "load-failed"; readonly failure: EmbeddingFailure; readonly message: string }
  | { readonly type: "result"; readonly jobId: number; readonly position: number; readonly result: WorkResult }
  | { readonly type: "job-failed"; readonly jobId: number; readonly message: string };
