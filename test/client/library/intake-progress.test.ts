import { describe, expect, it } from "vitest";
import { byAttention, concernOf, countFiles, intakeShare } from "../../../client/library/intake-progress.ts";
import { initialLibraryState, type LibraryEvent, reduceLibrary } from "../../../client/library/library-state.ts";
import type { Job, JobFile } from "../../../server/ingest-protocol.ts";
import { createFakeIntake } from "../../fakes/record-intake.ts";

const given = (name: string, text = name) => ({ name, bytes: Buffer.from(text) });

/** Every state that a job of these files goes through. */
function statesOf(...names: readonly string[]): readonly Job[] {
  const intake = createFakeIntake();
  intake.holdJobs();
  const first = intake.addJob(names.map((name) => given(name)));
  const jobs = [first];
  for (let job = first; job.state === "running"; jobs.push(job)) {
    intake.stepJobs("next");
    job = intake.job(first.id) ?? job;
  }
  return jobs;
}

const started: LibraryEvent = { type: "intake-started", id: "a", files: [{ name: "acta.txt", bytes: 4 }] };

function stateAfter(...events: readonly LibraryEvent[]) {
  return [started, ...events].reduce(reduceLibrary, initialLibraryState);
}

function intakeAfter(...events: readonly LibraryEvent[]) {
  const [intake] = stateAfter(...events).intakes;
  if (intake === undefined) throw new Error("There is no intake.");
  return intake;
}

describe("the progress of what is added", () => {
  it("grows from sending to the end, and never goes back", () => {
    const sent = [0, 0.5, 1].map((share) => intakeAfter({ type: "intake-sent", id: "a", share }));
    const jobs = statesOf("acta-speakers.docx", "broken.pdf", "nota.txt").map((job) =>
      intakeAfter({ type: "job-changed", id: "a", job }),
    );
    const shares = [...sent, ...jobs].map(intakeShare);
    expect(shares).toEqual(shares.toSorted((left, right) => left - right));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
  });

  it("counts what came of each file", () => {
    const job = statesOf("acta.txt", "broken.pdf").at(-1);
    if (job === undefined) throw new Error("The job did nothing.");
    const intake = intakeAfter({ type: "job-changed", id: "a", job });
    expect(intake.phase).toBe("ended");
    expect(countFiles(intake)).toEqual({
      total: 2,
      ended: 2,
      added: 1,
      replaced: 0,
      unchanged: 0,
      failed: 1,
      cancelled: 0,
    });
  });

  it("shows what failed first, then what is in doubt, then the rest", () => {
    const job = statesOf("acta-speakers.docx", "doubtful-speakers.pdf", "nota.txt", "broken.pdf").at(-1);
    const names = byAttention(job?.files ?? []).map(({ name }) => name);
    expect(names).toEqual(["broken.pdf", "nota.txt", "doubtful-speakers.pdf", "acta-speakers.docx"]);
  });

  it("tells the gravest concern of a reading", () => {
    const files = statesOf("acta-speakers.docx", "doubtful-speakers.pdf", "nota.txt").at(-1)?.files ?? [];
    const concern = ({ report }: JobFile) => (report === null ? null : concernOf(report));
    expect(files.map(concern)).toEqual(["none", "doubts", "no-speakers"]);
  });

  it("takes no notice of news about what has ended", () => {
    const [job] = statesOf("acta.txt");
    if (job === undefined) throw new Error("The job did nothing.");
    const intake = intakeAfter({ type: "intake-cancelled", id: "a" }, { type: "job-changed", id: "a", job });
    expect(intake.phase).toBe("cancelled");
    expect(intake.job).toBeNull();
    expect(intakeAfter({ type: "intake-lost", id: "b", problem: null }).phase).toBe("sending");
  });

  it("keeps what was removed apart from what was added, until it is restored", () => {
    const document = { id: "acta", title: "Acta" };
    const removed = stateAfter({ type: "notice-changed", notice: { type: "removed", document } });
    expect([...removed.gone]).toEqual(["acta"]);
    const restored = reduceLibrary(removed, { type: "notice-changed", notice: { type: "restored", document } });
    expect([...restored.gone]).toEqual([]);
  });
});
