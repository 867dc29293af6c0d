import { SingleBar } from "cli-progress";
import type { IngestProgress } from "./relator-access.ts";
import { plainText } from "./terminal-text.ts";

export interface ProgressBar {
  update(progress: IngestProgress): void;
  stop(): void;
}

/** Drawn only where somebody watches. */
export function openProgressBar(errors: NodeJS.WriteStream, name: string): ProgressBar {
  if (errors.isTTY !== true) return { update: () => {}, stop: () => {} };
  const format = `${plainText(name)} {bar} {percentage} % ({value}/{total})`;
  const bar = new SingleBar({ format, stream: errors, hideCursor: true, clearOnComplete: true });
  let started = false;
  return {
    update: ({ done, total }) => {
      if (started) bar.setTotal(total);
      else bar.start(total, 0);
      started = true;
      bar.update(done);
    },
    stop: () => {
      if (started) bar.stop();
    },
  };
}
