import { describe, expect, it } from "vitest";
import { ConnectionError, ProblemError } from "../../../client/api/errors.ts";
import type { KeptJobs } from "../../../client/library/kept-jobs.ts";
import { createLibrary } from "../../../client/library/library.ts";
import type { LibraryApi } from "../../../client/transport/library-api.ts";
import type { CorrectionInput } from "../../../server/corrections-protocol.ts";
import type { DocumentSummary } from "../../../server/document-protocol.ts";
import { createFakeCorrections } from "../../fakes/record-corrections.ts";
import { fixtureDocument } from "../../fakes/record-fixture.ts";
import { createFakeIntake, fixtureAudit, summaryOf } from "../../fakes/record-intake.ts";

const file = (name: string) => new File([name], name);

const refusal = {
  type: "about:blank",
  title: "Not allowed",
  status: 403,
  detail: "Only from there.",
  errors: [],
};

/** A library over the fake server's intake, without a wire between them. */
function createRoom(changes: Partial<LibraryApi> = {}, jobs: readonly string[] = []) {
  const intake = createFakeIntake();
  const refreshed: string[][] = [];
  const find = (id: string) => intake.added.find(({ detail }) => detail.id === id);
  const corrections = createFakeCorrections();
  const held = (id: string) => {
    const document = find(id);
    if (document === undefined) throw new ConnectionError();
    return document;
  };
  const api: LibraryApi = {
    session: async () => ({ name: "admin", by: "session", scopes: ["ask", "add", "admin"] }),
    signOut: async () => {},
    async sendFiles(files, { onSent }) {
      onSent(1);
      const received = await Promise.all(
        files.map(async (sent) => ({ name: sent.name, bytes: Buffer.from(await sent.arrayBuffer()) })),
      );
      return intake.addJob(received);
    },
    async followJob(id, onChange) {
      const job = intake.job(id);
      if (job !== null) onChange(job);
    },
    async cancelJob(id) {
      intake.cancelJob(id);
    },
    async audit(id) {
      const document = find(id);
      if (document === undefined) throw new ConnectionError();
      return fixtureAudit(document);
    },
    async remove(id) {
      const document = find(id);
      if (document !== undefined) intake.remove(document, false);
    },
    async purge(id) {
      const document = find(id);
      if (document !== undefined) intake.remove(document, true);
    },
    removed: async () => intake.removed,
    setAside: async () => intake.setAside,
    async restore(id) {
      intake.restore(id);
      return summaryOf(
        find(id) ?? fixtureDocument({ id, title: id, text: "", language: "es", speakers: [], translation: null }),
      );
    },
    async corrections(id) {
      return corrections.list(held(id));
    },
    async correct(id, asked) {
      const result = corrections.add(held(id), asked);
      if ("status" in result) throw new ProblemError(result);
      return result;
    },
    async undoCorrection(id, correctionId) {
      const report = corrections.undo(held(id), correctionId);
      if (report === null) throw new ProblemError(refusal);
      return report;
    },
    search: async () => [],
    ...changes,
  };
  const refresh = async (ids: readonly string[]) => {
    refreshed.push([...ids]);
  };
  const revised: DocumentSummary[] = [];
  const revise = async (document: DocumentSummary) => {
    revised.push(document);
  };
  const kept = new Set(jobs);
  const keptJobs: KeptJobs = {
    list: () => [...kept],
    add: (id) => kept.add(id),
    drop: (id) => kept.delete(id),
  };
  return { intake, refreshed, revised, kept, library: createLibrary({ api, loader: { refresh, revise }, keptJobs }) };
}

describe("the library", () => {
  it("adds what it is given as one job, and lists the records anew", async () => {
    const { library, intake, refreshed } = createRoom();
    await library.add([file("uno.txt"), file("dos.txt"), file(".DS_Store")]);
    expect(intake.added.map(({ detail }) => detail.id)).toEqual(["uno", "dos"]);
    expect(library.state().intakes.map(({ phase }) => phase)).toEqual(["ended"]);
    expect(refreshed).toEqual([["uno", "dos"]]);
  });

  it("follows a job again that was under way before a reload, and forgets one that the server does not know", async () => {
    const missing = { ...refusal, status: 404 };
    const { library, intake, kept, refreshed } = createRoom(
      {
        async followJob(id, onChange) {
          const job = intake.job(id);
          if (job === null) throw new ProblemError(missing);
          onChange(job);
          intake.stepJobs("end");
          onChange(intake.job(id) ?? job);
        },
      },
      ["job-1", "job-of-another-server"],
    );
    intake.holdJobs();
    intake.addJob([{ name: "uno.txt", bytes: Buffer.from("uno") }]);
    await library.resume();
    expect(library.state().intakes).toMatchObject([{ phase: "ended", files: [{ name: "uno.txt" }] }]);
    expect(refreshed).toEqual([["uno"]]);
    expect([...kept]).toEqual([]);
  });

  it("keeps a job in mind until it has ended", async () => {
    const { library, intake, kept } = createRoom({ followJob: () => new Promise(() => {}) });
    intake.holdJobs();
    void library.add([file("uno.txt")]);
    while (kept.size === 0) await new Promise((resolve) => setImmediate(resolve));
    expect([...kept]).toEqual(["job-1"]);
  });

  it("says so when nothing of what it is given is a file", async () => {
    const { library } = createRoom();
    await library.add([file("Thumbs.db")]);
    expect(library.state().intakes).toEqual([]);
    expect(library.state().notice).toEqual({ type: "nothing-given" });
  });

  it("tells why the server refused what it was sent", async () => {
    const { library } = createRoom({ sendFiles: () => Promise.reject(new ProblemError(refusal)) });
    await library.add([file("uno.txt")]);
    expect(library.state().intakes[0]).toMatchObject({ phase: "lost", problem: refusal });
  });

  it("sends refused scans again to be recognised, and nothing else", async () => {
    const sent: { readonly names: readonly string[]; readonly ocr: boolean }[] = [];
    const { library, intake } = createRoom({
      async sendFiles(files, { ocr }) {
        sent.push({ names: files.map(({ name }) => name), ocr });
        const job = intake.addJob(files.map(({ name }) => ({ name, bytes: Buffer.from(name) })));
        const problem = { ...refusal, errors: [{ path: ocr ? "" : "ocr", message: "A scan." }] };
        return { ...job, files: job.files.map((each) => (each.problem === null ? each : { ...each, problem })) };
      },
      followJob: async () => {},
    });
    await library.add([file("broken scan.pdf"), file("uno.txt")]);
    const [first] = library.state().intakes;
    if (first === undefined) throw new Error("nothing was sent");
    expect(library.scansOf(first).map(({ name }) => name)).toEqual(["broken scan.pdf"]);
    await library.recognize(first);
    expect(sent.map(({ ocr }) => ocr)).toEqual([false, true]);
    expect(sent[1]?.names).toEqual(["broken scan.pdf"]);
    expect(library.state().intakes.map((each) => library.scansOf(each).length)).toEqual([0, 1]);
  });

  it("cancels while it sends, and the job if the server had it already", async () => {
    let letThrough = () => {};
    const sent = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    const cancelled: string[] = [];
    const { library, intake } = createRoom({
      async sendFiles() {
        await sent;
        return intake.addJob([{ name: "uno.txt", bytes: Buffer.from("uno") }]);
      },
      async cancelJob(id) {
        cancelled.push(id);
      },
    });
    const adding = library.add([file("uno.txt")]);
    await Promise.resolve();
    while (library.state().intakes.length === 0) await Promise.resolve();
    await library.cancel(library.state().intakes[0]?.id ?? "");
    letThrough();
    await adding;
    expect(cancelled).toEqual(["job-1"]);
    expect(library.state().intakes[0]).toMatchObject({ phase: "cancelled", job: null });
  });

  it("removes, restores, and removes for good", async () => {
    const { library, intake, refreshed } = createRoom();
    await library.add([file("uno.txt")]);
    await library.remove({ id: "uno", title: "uno.txt" });
    expect(library.state().notice).toMatchObject({ type: "removed", document: { id: "uno" } });
    expect(library.state().removed.map(({ id }) => id)).toEqual(["uno"]);
    await library.restore("uno");
    expect(library.state().notice).toMatchObject({ type: "restored", document: { id: "uno" } });
    expect(library.state().removed).toEqual([]);
    await library.remove({ id: "uno", title: "uno.txt" });
    await library.purge("uno");
    expect(library.state().notice).toEqual({ type: "purged", title: "uno.txt" });
    expect(intake.added).toEqual([]);
    expect(refreshed.at(-1)).toEqual(["uno"]);
  });

  it("tells what the server says when it does not remove", async () => {
    const { library } = createRoom({ remove: () => Promise.reject(new ProblemError(refusal)) });
    await library.remove({ id: "uno", title: "uno.txt" });
    expect(library.state().notice).toEqual({ type: "failed", problem: refusal });
    expect(library.state().gone.size).toBe(0);
  });

  it("answers the latest search only", async () => {
    let answerFirst = (_: readonly never[]) => {};
    const first = new Promise<readonly never[]>((resolve) => {
      answerFirst = resolve;
    });
    const signals: AbortSignal[] = [];
    const { library } = createRoom({
      search(query, _limit, signal) {
        signals.push(signal);
        return query === "uno" ? first : Promise.resolve([]);
      },
    });
    const slow = library.search("uno", 20);
    await library.search("dos", 20);
    answerFirst([]);
    await slow;
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(library.state().search).toMatchObject({ query: "dos", results: { phase: "ready" } });
    await library.search("  ", 20);
    expect(library.state().search).toBeNull();
  });

  it("keeps what was read of a record, or why that is not known", async () => {
    const { library } = createRoom();
    await library.add([file("uno.txt")]);
    await library.loadAudit("uno");
    await library.loadAudit("dos");
    expect(library.state().audits.get("uno")).toMatchObject({ phase: "ready" });
    expect(library.state().audits.get("dos")).toEqual({ phase: "failed", problem: null });
  });
});

describe("corrections of a record", () => {
  const text = "Acta\n· Ana Quispe\nAlcaldesa\n· Propuso ampliar la red.\n";
  const nobody = { type: "nobody", start: 0, quote: "Acta" } as const;
  const misplaced = { type: "heading", start: 2, quote: "Acta" } as const;
  const correct = (correction: CorrectionInput) => ({ type: "correct", correction }) as const;
  const of = ({ library }: ReturnType<typeof createRoom>) => library.state().corrections.get("acta");

  async function createCorrected(changes: Partial<LibraryApi> = {}) {
    const room = createRoom(changes);
    await room.library.add([new File([text], "acta.txt")]);
    await room.library.correcting.load("acta");
    return room;
  }

  it("are applied one after the other, and each new reading is taken in", async () => {
    const room = await createCorrected();
    const { correcting } = room.library;
    const both = [
      correcting.change("acta", correct(nobody)),
      correcting.change("acta", correct({ ...nobody, type: "heading" })),
    ];
    expect(of(room)?.waiting).toHaveLength(2);
    expect(await Promise.all(both)).toEqual([true, true]);
    expect(of(room)).toMatchObject({ waiting: [], failed: [], done: { correctionId: "correction-2" } });
    expect(room.revised.map(({ reading }) => reading)).toEqual(["11+00000001", "11+00000012"]);
    expect(room.library.state().audits.get("acta")?.phase).toBe("ready");
  });

  it("are undone one by one, and all at once", async () => {
    const room = await createCorrected();
    const { correcting } = room.library;
    await correcting.change("acta", correct(nobody));
    await correcting.change("acta", correct({ ...nobody, type: "heading" }));
    await correcting.change("acta", { type: "undo", correctionId: "correction-1", correction: nobody });
    expect(of(room)?.list).toMatchObject({ value: { corrections: [{ id: "correction-2" }] } });
    expect(of(room)?.done).toMatchObject({ change: { type: "undo" }, correctionId: null });
    await correcting.change("acta", { type: "undo-all" });
    expect(of(room)?.list).toMatchObject({ value: { reading: "11", corrections: [] } });
  });

  it("that fail are kept with the reason, hold nothing else up, and can be tried again", async () => {
    const room = await createCorrected();
    const { correcting } = room.library;
    const [failed, done] = await Promise.all([
      correcting.change("acta", correct(misplaced)),
      correcting.change("acta", correct(nobody)),
    ]);
    expect([failed, done]).toEqual([false, true]);
    const [kept] = of(room)?.failed ?? [];
    expect(kept?.change).toMatchObject(correct(misplaced));
    expect(kept?.problem?.status).toBe(422);
    if (kept === undefined) throw new Error("The failure was forgotten.");
    expect(await correcting.retry("acta", kept.change)).toBe(false);
    expect(of(room)?.failed).toHaveLength(1);
    room.library.dispatch({
      type: "record-corrected",
      documentId: "acta",
      event: { type: "changes-dismissed" },
    });
    expect(of(room)).toMatchObject({ failed: [], done: null });
  });

  it("say why they cannot be listed", async () => {
    const room = await createCorrected({ corrections: () => Promise.reject(new ProblemError(refusal)) });
    expect(of(room)?.list).toEqual({ phase: "failed", problem: refusal });
  });
});
