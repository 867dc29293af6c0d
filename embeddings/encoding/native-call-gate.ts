/**
 * A gate that a worker passes before each call into ONNX Runtime. The runtime aborts the whole process when the process
 * ends during a call (seen with onnxruntime-node 1.30: `terminate called after throwing an instance of 'Napi::Error'`),
 * so the main thread shuts the gate first and waits for the worker to come out. Shared memory, because a process that
 * is ending no longer delivers messages.
 */
export type NativeCallGate = SharedArrayBuffer;

const shutAt = 0;
const insideAt = 1;

/** Longest wait for one call: a window of 512 tokens takes about 0.15 s on two cores. */
const longestCallMs = 5_000;

export function createGate(): NativeCallGate {
  return new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
}

/**
 * Called by the worker before a call.
 * @returns False once the gate is shut: the call must not be made.
 */
export function enterGate(gate: NativeCallGate): boolean {
  const state = new Int32Array(gate);
  // First inside, then the look: the main thread shuts first and then looks, so one of the two sees the other.
  Atomics.store(state, insideAt, 1);
  if (Atomics.load(state, shutAt) === 0) return true;
  leaveGate(gate);
  return false;
}

/** Called by the worker after a call. */
export function leaveGate(gate: NativeCallGate): void {
  const state = new Int32Array(gate);
  Atomics.store(state, insideAt, 0);
  Atomics.notify(state, insideAt);
}

/** Called by the main thread when the process ends: blocks until the worker is outside. */
export function shutGate(gate: NativeCallGate): void {
  const state = new Int32Array(gate);
  Atomics.store(state, shutAt, 1);
  Atomics.wait(state, insideAt, 1, longestCallMs);
}
