/** Where progress is written: a terminal gets one line that is rewritten, a file a line a tenth. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export function createProgressReporter(name: string, stream: ProgressStream): (done: number, total: number) => void {
  let lastTenth = 0;
  return (done, total) => {
    if (stream.isTTY === true) {
      stream.write(`\r${name}: ${done} of ${total} questions${done === total ? "\n" : ""}`);
      return;
    }
    const tenth = Math.floor((10 * done) / total);
    if (tenth > lastTenth) stream.write(`${name}: ${done} of ${total} questions\n`);
    lastTenth = tenth;
  };
}
