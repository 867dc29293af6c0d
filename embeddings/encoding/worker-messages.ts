import type { TextRole } from "../embedder.ts";
import type { EmbeddingFailure } from "../embedding-error.ts";
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

export type WorkerRequest =
  | EmbedRequest
  | { readonly type: "cancel"; readonly jobId: number }
  | { readonly type: "close" };

/** Vectors come back one a message, each transferred; `position` is the text's in its request. */
export type WorkerReply =
  | { readonly type: "ready" }
  | { readonly type: "load-failed"; readonly failure: EmbeddingFailure; readonly message: string }
  | { readonly type: "vector"; readonly jobId: number; readonly position: number; readonly vector: Float32Array }
  | { readonly type: "job-failed"; readonly jobId: number; readonly message: string };
