import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Collection } from "../collection.ts";
import { createObservation, type Observation } from "./observation.ts";
import { readDisk, readIndex } from "./resources.ts";

/** Work that was let in and is running, or waits for its turn. */
export interface WorkInHand {
  readonly running: number;
  readonly waiting: number;
}

export type Door = "http" | "socket" | "mcp" | "openai";

export interface RequestObserved {
  readonly method: string;
  /** As the routes are written, without what an address names. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** What an operator watches, for Prometheus. Holds counts and times, and nothing of any question. */
export interface Metrics {
  readonly contentType: string;
  /** The text that Prometheus reads. */
  read(): Promise<string>;
  /** Stands between the parts that answer and take files in. */
  readonly observation: Observation;
  requestEnded(observed: RequestObserved): void;
  /** @param problem Type of the problem that was told. */
  refused(door: Door, problem: string): void;
  /** From now on the records, the index and the disk are told too. */
  watch(sources: WatchedSources): void;
}

export interface WatchedSources {
  readonly collection: Pick<Collection, "documents" | "opening">;
  readonly dataDirectory: string;
  /** By kind of work; absent where nothing bounds it. */
  readonly workInHand?: () => Readonly<Record<string, WorkInHand>>;
}

/** From what a look-up takes to where a request is given up. */
const answerBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const ingestBuckets = [0.1, 0.5, 1, 5, 15, 60, 300];

export function createMetrics(): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const stage = new Histogram({
    name: "relator_answer_stage_seconds",
    help: "Time of the stages of answers by intent; stage whole is all of it",
    labelNames: ["stage", "intent"],
    buckets: answerBuckets,
    registers,
  });
  const answers = new Counter({
    name: "relator_answers_total",
    help: "Questions and searches by intent and outcome; failed are refused, cancelled or at fault",
    labelNames: ["intent", "outcome"],
    registers,
  });
  const inProgress = new Gauge({
    name: "relator_questions_in_progress",
    help: "Questions and searches being answered",
    registers,
  });
  const requests = new Histogram({
    name: "relator_http_request_seconds",
    help: "Time of HTTP requests until their answer was sent",
    labelNames: ["method", "route", "status"],
    buckets: answerBuckets,
    registers,
  });
  const refusals = new Counter({
    name: "relator_refusals_total",
    help: "Requests answered with a problem, by its type",
    labelNames: ["door", "reason"],
    registers,
  });
  const files = new Counter({
    name: "relator_ingested_files_total",
    help: "Files given to be added, by what became of them",
    labelNames: ["result"],
    registers,
  });
  const ingestion = new Histogram({
    name: "relator_ingest_seconds",
    help: "Time from a single file to its answers",
    buckets: ingestBuckets,
    registers,
  });

  const observation = createObservation({
    questionBegun: () => inProgress.inc(),
    questionEnded: ({ intent, outcome, totalMs, times }) => {
      inProgress.dec();
      answers.inc({ intent, outcome });
      stage.observe({ stage: "whole", intent }, totalMs / 1000);
      for (const [name, ms] of times) stage.observe({ stage: name, intent }, ms / 1000);
    },
    fileTaken: (result, seconds) => {
      files.inc({ result });
      if (seconds !== null) ingestion.observe(seconds);
    },
  });

  return {
    contentType: register.contentType,
    read: () => register.metrics(),
    observation,
    requestEnded: ({ method, route, status, seconds }) => requests.observe({ method, route, status }, seconds),
    refused: (door, reason) => refusals.inc({ door, reason }),
    watch: (sources) => watchSources(sources, registers),
  };
}

/** Gauges that are looked up when they are read. */
function watchSources({ collection, dataDirectory, workInHand }: WatchedSources, registers: Registry[]): void {
  const gauge = (name: string, help: string, look: () => number | null | Promise<number | null>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const value = await look();
        // What cannot be told is left out: a zero would be believed.
        if (value === null) this.remove();
        else this.set(value);
      },
    });
  const documents = () => (collection.opening === null ? collection.documents() : []);
  const passages = () =>
    documents().reduce(
      (sum, { sections }) => sum + sections.reduce((each, section) => each + section.passages.length, 0),
      0,
    );

  gauge("relator_ready", "1 once questions are answered", () => (collection.opening === null ? 1 : 0));
  gauge("relator_records", "Records that are answered from", () => documents().length);
  gauge("relator_passages", "Passages that are answered from", passages);
  const index = () => readIndex(dataDirectory);
  gauge("relator_index_bytes", "Size of the index on disk", async () => (await index())?.bytes ?? null);
  gauge("relator_index_age_seconds", "Time since the index was written", async () => {
    const writtenAt = (await index())?.writtenAt;
    return writtenAt === undefined ? null : Math.max(0, (Date.now() - writtenAt.getTime()) / 1000);
  });
  gauge(
    "relator_disk_free_bytes",
    "Free space where the data folder is",
    async () => (await readDisk(dataDirectory))?.free ?? null,
  );
  gauge(
    "relator_disk_size_bytes",
    "Size of the disk where the data folder is",
    async () => (await readDisk(dataDirectory))?.size ?? null,
  );
  if (workInHand === undefined) return;
  new Gauge({
    name: "relator_work_in_hand",
    help: "Admitted work by kind: running, or waiting for its turn",
    labelNames: ["kind", "state"],
    registers,
    collect() {
      for (const [kind, { running, waiting }] of Object.entries(workInHand())) {
        this.set({ kind, state: "running" }, running);
        this.set({ kind, state: "waiting" }, waiting);
      }
    },
  });
}
