/**
 * Since release 1.29 the official builds of ONNX Runtime report how they are used to their maker unless this variable is set
 * before they are loaded (microsoft/onnxruntime pull request 27379). Found by the test that counts what leaves the
 * machine. It must be set on the main thread: a worker's `process.env` is a copy that native code does not see.
 */
export function forbidRuntimeTelemetry(environment: NodeJS.ProcessEnv): void {
  environment.ORT_DISABLE_TELEMETRY = "1";
}
