import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { DocumentSummary, SetAsideSummary } from "../../server/document-protocol.ts";
import type { IngestReport, Job, JobFile, RecordAudit, RemovedDocument } from "../../server/ingest-protocol.ts";
import type { Problem } from "../../server/protocol.ts";
import { type FixtureDocument, type FixtureSource, fixtureDocument } from "./record-fixture.ts";

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
  /** Of records that are not answered from. */
  setAside: readonly SetAsideSummary[];
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

/**
 * Files whose name holds "broken" cannot be read, as one that is encrypted would not be. A file with the same text as
 * before changes nothing. What is in doubt in a record is told by its file's name too: see `fixtureAudit`.
 */
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
      speakers: file.name.includes("speakers") ? fixtureSpeakers : [],
      translation: null,
    });
    const doubtfulSections = doubtfulPassages(file.name, detail).length;
    const own = {
      doubtfulSections,
      fileName: file.name,
      fileFormat: formatOf(file.name),
      addedAt: new Date(0).toISOString(),
      removable: true,
    };
    const document = { ...rest, detail: { ...detail, ...own } };
    const before = added.findIndex((held) => held.detail.id === id);
    const replaced = added[before]?.detail.revision ?? null;
    if (before >= 0) added.splice(before, 1);
    added.push(document);
    return { document: summaryOf(document), replaced, audit: fixtureAudit(document) };
  };

  const heldText: HeldText = (text) =>
    added.find((document) => document.text === text && !removed.has(document.detail.id))?.detail.id ?? null;

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
    files[position] = nextState(file, given, addOne, heldText);
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
        removed.delete(id);
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
    setAside: [],
    holdJobs: () => {
      holding = true;
    },
    stepJobs: (to) => {
      for (const id of jobs.keys()) while (step(id) && to === "end");
    },
  };
}

/** The id of the record that holds a text. */
type HeldText = (text: string) => string | null;

function nextState(file: JobFile, given: GivenFile, addOne: FakeIntake["addOne"], held: HeldText): JobFile {
  if (file.state === "waiting") return { ...file, state: "reading" };
  if (file.state === "reading" && !file.name.includes("broken")) {
    return { ...file, state: "indexing", progress: { done: 1, total: 2 } };
  }
  const same = held(given.bytes.toString("utf8"));
  if (same !== null) return { ...file, state: "unchanged", progress: null, documentId: same };
  const result = addOne(given);
  if ("status" in result) return { ...file, state: "failed", progress: null, problem: result };
  const state = result.replaced === null ? "added" : "replaced";
  return { ...file, state, progress: null, documentId: result.document.id, report: result };
}

export function summaryOf({ detail: { sections: _, ...summary } }: FixtureDocument): DocumentSummary {
  return summary;
}

const fixtureSpeakers: FixtureSource["speakers"] = [
  { speaker: "Ana Quispe", role: "Alcaldesa", organization: "Municipalidad de Puno", country: "PE" },
  { speaker: "Luis Ramos", role: "Regidor", organization: "Comisión de Aguas", country: "PE" },
];

function formatOf(fileName: string): DocumentSummary["fileFormat"] {
  const extension = /\.(\w+)$/.exec(fileName)?.[1];
  return extension === "docx" || extension === "pdf" || extension === "html" ? extension : "text";
}

/** The last two passages of a record whose file's name holds "doubtful". */
function doubtfulPassages(fileName: string | null, { sections }: Pick<FixtureDocument["detail"], "sections">) {
  if (fileName?.includes("doubtful") !== true) return [];
  return sections.flatMap(({ passages }) => passages).slice(-2);
}

/**
 * The audit of a fixture: everything is in a passage, and nothing is in doubt, but of a file whose name holds "doubtful",
 * of which notes and exclusions are told too.
 */
export function fixtureAudit({ detail, text }: FixtureDocument): RecordAudit {
  const characters = text.replace(/\s/g, "").length;
  const passages = detail.sections.flatMap((section) => section.passages);
  const doubtful = doubtfulPassages(detail.fileName, detail);
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
    doubts: doubtful.map(({ paragraph, start, end, text: words }) => ({
      section: 0,
      paragraph,
      start,
      end,
      text: words,
    })),
    speakerCount: detail.speakers.length,
    notes: doubtful.length === 0 ? [] : fixtureNotes,
    kinds,
    exclusions: doubtful.length === 0 ? {} : { "page-number": 4, "page-header": 3 },
  };
}

/** The last is one that the page has no words for. */
const fixtureNotes: RecordAudit["notes"] = [
  { code: "comments-left-out", count: 2 },
  { code: "images-left-out", count: null },
  { code: "scanned-pages", count: 2, pages: [3, 4] },
  { code: "watermark-left-out", count: 1 },
];

/** Files of a multipart body, with names that browsers send. */
export async function filesOf(body: Buffer, headers: IncomingHttpHeaders): Promise<readonly GivenFile[]> {
  const form = await new Response(new Uint8Array(body), {
    headers: { "Content-Type": headers["content-type"] ?? "" },
  }).formData();
  const files = [...form.values()].flatMap((value) => (typeof value === "string" ? [] : [value]));
  return Promise.all(files.map(async (file) => ({ name: file.name, bytes: Buffer.from(await file.arrayBuffer()) })));
}
