import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { IngestReport, Job, JobFile, RecordAudit, RemovedDocument } from "../../server/ingest-protocol.ts";
import type { DocumentSummary, Problem } from "../../server/protocol.ts";
import { type FixtureDocument, fixtureDocument } from "./record-fixture.ts";

/** The intake of the fake server: jobs that end at once or are held, removal with undo, audits. */
export interface FakeIntake {
  /** Records that were added, in order. */
  readonly added: readonly FixtureDocument[];
  isRemoved(id: string): boolean;
  addJob(files: readonly GivenFile[]): Job;
  job(id: string): Job | null;
  /** Ends the waiting files of a job as cancelled. */
  cancelJob(id: string): Job | null;
  /** Sends the job after each change until it has ended. */
  followJob(id: string, response: ServerResponse): void;
  addOne(file: GivenFile): IngestReport | Problem;
  remove(document: FixtureDocument, purge: boolean): void;
  restore(id: string): boolean;
  readonly removed: readonly RemovedDocument[];
  /** Jobs that begin from now on stay as they are until `stepJobs`. */
  holdJobs(): void;
  /** Moves every held job on by one file: to its next state, or all to their end. */
  stepJobs(to: "next" | "end"): void;
}

export interface GivenFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const undoMs = 600_000;

/** Files whose name holds "broken" cannot be read, as one that is encrypted would not be. */
export function createFakeIntake(): FakeIntake {
  const added: FixtureDocument[] = [];
  const removed = new Map<string, RemovedDocument>();
  const jobs = new Map<
    string,
    { job: Job; readonly files: readonly GivenFile[]; readonly followers: Set<ServerResponse> }
  >();
  let holding = false;

  const addOne = (file: GivenFile): IngestReport | Problem => {
    if (file.name.includes("broken")) {
      const detail = "The PDF is encrypted. Save it again without a password and add that file.";
      return {
        type: "/problems/unreadable-record",
        title: "The record cannot be read",
        status: 422,
        detail,
        errors: [],
      };
    }
    const text = file.bytes.toString("utf8");
    const id = file.name
      .replace(/\.\w+$/, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-");
    const { detail, ...rest } = fixtureDocument({
      id,
      title: text.split("\n")[0] ?? id,
      text,
      language: "es",
      speakers: [],
      translation: null,
    });
    const own = { fileName: file.name, addedAt: new Date(0).toISOString(), removable: true };
    const document = { ...rest, detail: { ...detail, ...own } };
    const before = added.findIndex((held) => held.detail.id === id);
    const replaced = added[before]?.detail.revision ?? null;
    if (before >= 0) added.splice(before, 1);
    added.push(document);
    return { document: summaryOf(document), replaced, audit: fixtureAudit(document) };
  };

  const publish = (id: string, files: readonly JobFile[], state: Job["state"]) => {
    const entry = jobs.get(id);
    if (!entry) return;
    entry.job = { ...entry.job, state, files: [...files] };
    for (const follower of entry.followers) {
      follower.write(`event: job\ndata: ${JSON.stringify(entry.job)}\n\n`);
      if (state !== "running") follower.end();
    }
  };

  /** The first file that is not done moves on: waiting, reading, indexing, and what came of it. */
  const step = (id: string): boolean => {
    const entry = jobs.get(id);
    if (entry?.job.state !== "running") return false;
    const files = [...entry.job.files];
    const position = files.findIndex(({ state }) => state === "waiting" || state === "reading" || state === "indexing");
    const file = files[position];
    const given = entry.files[position];
    if (!file || !given) return false;
    files[position] = nextState(file, given, addOne);
    const running = files.some(({ state }) => state === "waiting" || state === "reading" || state === "indexing");
    publish(id, files, running ? "running" : "ended");
    return running;
  };

  return {
    added,
    isRemoved: (id) => removed.has(id),
    addJob: (files) => {
      const id = `job-${jobs.size + 1}`;
      const waiting = files.map(
        ({ name, bytes }): JobFile => ({
          name,
          bytes: bytes.length,
          state: "waiting",
          progress: null,
          documentId: null,
          problem: null,
          report: null,
        }),
      );
      const job: Job = { id, state: "running", createdAt: new Date(0).toISOString(), files: waiting };
      jobs.set(id, { job, files, followers: new Set() });
      if (!holding) while (step(id));
      return jobs.get(id)?.job ?? job;
    },
    job: (id) => jobs.get(id)?.job ?? null,
    cancelJob: (id) => {
      const entry = jobs.get(id);
      if (!entry) return null;
      const files = entry.job.files.map((file) =>
        file.report === null && file.problem === null ? { ...file, state: "cancelled" as const, progress: null } : file,
      );
      if (entry.job.state === "running") publish(id, files, "cancelled");
      return entry.job;
    },
    followJob: (id, response) => {
      const entry = jobs.get(id);
      response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
      response.write(`event: job\ndata: ${JSON.stringify(entry?.job)}\n\n`);
      if (entry?.job.state !== "running") response.end();
      else entry.followers.add(response);
    },
    addOne,
    remove: ({ detail: { id, title } }, purge) => {
      if (purge) {
        const position = added.findIndex(({ detail }) => detail.id === id);
        if (position >= 0) added.splice(position, 1);
        return;
      }
      const now = Date.now();
      const purgeAt = new Date(now + undoMs).toISOString();
      removed.set(id, { id, title, removedAt: new Date(now).toISOString(), purgeAt });
    },
    restore: (id) => removed.delete(id),
    get removed() {
      return [...removed.values()];
    },
    holdJobs: () => {
      holding = true;
    },
    stepJobs: (to) => {
      for (const id of jobs.keys()) while (step(id) && to === "end");
    },
  };
}

function nextState(file: JobFile, given: GivenFile, addOne: FakeIntake["addOne"]): JobFile {
  if (file.state === "waiting") return { ...file, state: "reading" };
  if (file.state === "reading" && !file.name.includes("broken")) {
    return { ...file, state: "indexing", progress: { done: 1, total: 2 } };
  }
  const result = addOne(given);
  if ("status" in result) return { ...file, state: "failed", progress: null, problem: result };
  const state = result.replaced === null ? "added" : "replaced";
  return { ...file, state, progress: null, documentId: result.document.id, report: result };
}

export function summaryOf({ detail: { sections: _, ...summary } }: FixtureDocument): DocumentSummary {
  return summary;
}

/** The audit of a fixture: everything is in a passage, and nothing is in doubt. */
export function fixtureAudit({ detail, text }: FixtureDocument): RecordAudit {
  const characters = text.replace(/\s/g, "").length;
  const passages = detail.sections.flatMap((section) => section.passages);
  const kinds = { recommendation: 0, "key-point": 0, heading: 0, "front-matter": 0, closing: 0 };
  for (const { kind } of passages) kinds[kind] += 1;
  return {
    nonSpaceCharacters: characters,
    inPassages: characters,
    excluded: 0,
    unaccounted: [],
    unattributed: [],
    sections: detail.sections.map(({ number, topic, speaker, organization, passages: own }) => ({
      number,
      topic,
      speaker,
      organization,
      passages: own.length,
      recommendations: own.filter(({ kind }) => kind === "recommendation").length,
    })),
    doubts: [],
    speakerCount: detail.speakers.length,
    notes: [],
    kinds,
    exclusions: {},
  };
}

/** Files of a multipart body, with names that browsers send. */
export async function filesOf(body: Buffer, headers: IncomingHttpHeaders): Promise<readonly GivenFile[]> {
  const form = await new Response(new Uint8Array(body), {
    headers: { "Content-Type": headers["content-type"] ?? "" },
  }).formData();
  const files = [...form.values()].flatMap((value) => (typeof value === "string" ? [] : [value]));
  return Promise.all(files.map(async (file) => ({ name: file.name, bytes: Buffer.from(await file.arrayBuffer()) })));
}
