import { isIP } from "node:net";
import { join, resolve } from "node:path";
import * as z from "zod";

/** Bad settings: the message lists every one, with what to do. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const wholeNumber = (least: number, most: number, fallback: number, meaning: string) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${least} to ${most}: ${meaning}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be from ${least} to ${most}: ${meaning}`)
    .default(fallback);

const flag = (fallback: boolean, meaning: string) =>
  z
    .enum(["true", "false", "1", "0"], `must be true or false: ${meaning}`)
    .transform((value) => value === "true" || value === "1")
    .default(fallback);

const names = (meaning: string) =>
  z
    .string()
    .transform((value) =>
      value
        .split(",")
        .map((name) => name.trim().toLowerCase())
        .filter((name) => name !== ""),
    )
    .refine(
      (list) => list.every((name) => /^[a-z0-9.:[\]-]+$/.test(name)),
      `must be names set apart by commas: ${meaning}`,
    )
    .default([]);

const path = z.string().min(1, "must be the path of a folder");

/** The whole environment that Relator reads. The README documents these, one by one. */
const environmentSchema = z.object({
  HOST: z
    .string()
    .refine(
      (host) => isIP(host) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host),
      "must be an address or a host name to listen on, as 127.0.0.1",
    )
    .default("127.0.0.1"),
  PORT: wholeNumber(0, 65_535, 3000, "the port to listen on; 0 takes any free one"),
  DATA_DIR: path.default("./data"),
  CORPUS_DIR: path.optional(),
  MODEL_DIR: path.optional(),
  ALLOWED_HOSTS: names("further names that browsers may reach this server by, as relator.example.org"),
  TRUST_PROXY: wholeNumber(0, 10, 0, "how many reverse proxies stand in front and set X-Forwarded-For"),
  BODY_LIMIT_BYTES: wholeNumber(1_000, 10_000_000, 256_000, "largest JSON body and largest socket event"),
  RECORD_LIMIT_BYTES: wholeNumber(1_000, 200_000_000, 20_000_000, "largest record that can be added"),
  UPLOAD_LIMIT_BYTES: wholeNumber(1_000, 100_000_000_000, 2_000_000_000, "largest form of several files together"),
  READ_TIMEOUT_MS: wholeNumber(1_000, 3_600_000, 60_000, "the longest reading of one file"),
  OCR_TIMEOUT_MS: wholeNumber(10_000, 3_600_000, 900_000, "the longest reading of one scan, by OCR"),
  READ_MEMORY_BYTES: wholeNumber(200_000_000, 64_000_000_000, 1_000_000_000, "the most memory for reading files"),
  REQUESTS_PER_MINUTE: wholeNumber(1, 10_000_000, 6_000, "requests of one address, over HTTP or one socket"),
  SOCKETS_PER_ADDRESS: wholeNumber(1, 100_000, 100, "open sockets of one address"),
  REQUEST_TIMEOUT_MS: wholeNumber(100, 600_000, 30_000, "after it an answer is given up"),
  SHUTDOWN_GRACE_MS: wholeNumber(0, 600_000, 10_000, "how long requests may finish when the server is told to stop"),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(", ")}`).default("info"),
  LOG_QUESTIONS: flag(false, "write the text of questions into the log"),
});

type Environment = z.infer<typeof environmentSchema>;

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly corpusDirectory: string;
  readonly modelDirectory: string;
  readonly allowedHosts: readonly string[];
  readonly trustedProxies: number;
  readonly bodyLimitBytes: number;
  readonly recordLimitBytes: number;
  readonly uploadLimitBytes: number;
  readonly readTimeoutMs: number;
  readonly ocrTimeoutMs: number;
  readonly readMemoryBytes: number;
  readonly requestsPerMinute: number;
  readonly socketsPerAddress: number;
  readonly requestTimeoutMs: number;
  readonly shutdownGraceMs: number;
  readonly logLevel: (typeof logLevels)[number];
  readonly logQuestions: boolean;
}

/**
 * Reads the settings from the environment. An empty variable counts as absent, as shells and container tools set them.
 * @param packageDirectory The folder of package.json, which the collection and the model are embedded in.
 * @throws SettingsError that lists every bad variable.
 */
export function readSettings(environment: NodeJS.ProcessEnv, packageDirectory: string): Settings {
  const known = Object.keys(environmentSchema.shape);
  const given = Object.fromEntries(known.map((name) => [name, environment[name] || undefined]));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) throw new SettingsError(describe(parsed.error.issues, given));
  return toSettings(parsed.data, packageDirectory);
}

function toSettings(environment: Environment, packageDirectory: string): Settings {
  return {
    host: environment.HOST,
    port: environment.PORT,
    dataDirectory: resolve(environment.DATA_DIR),
    corpusDirectory: resolve(environment.CORPUS_DIR ?? join(packageDirectory, "corpus", "documents")),
    modelDirectory: resolve(
      environment.MODEL_DIR ?? join(packageDirectory, "embeddings", "model", "multilingual-e5-small"),
    ),
    allowedHosts: environment.ALLOWED_HOSTS,
    trustedProxies: environment.TRUST_PROXY,
    bodyLimitBytes: environment.BODY_LIMIT_BYTES,
    recordLimitBytes: environment.RECORD_LIMIT_BYTES,
    uploadLimitBytes: environment.UPLOAD_LIMIT_BYTES,
    readTimeoutMs: environment.READ_TIMEOUT_MS,
    ocrTimeoutMs: environment.OCR_TIMEOUT_MS,
    readMemoryBytes: environment.READ_MEMORY_BYTES,
    requestsPerMinute: environment.REQUESTS_PER_MINUTE,
    socketsPerAddress: environment.SOCKETS_PER_ADDRESS,
    requestTimeoutMs: environment.REQUEST_TIMEOUT_MS,
    shutdownGraceMs: environment.SHUTDOWN_GRACE_MS,
    logLevel: environment.LOG_LEVEL,
    logQuestions: environment.LOG_QUESTIONS,
  };
}

function describe(issues: readonly z.core.$ZodIssue[], given: Readonly<Record<string, string | undefined>>): string {
  const lines = issues.map(({ path: [name], message }) => {
    return `  ${String(name)}=${given[String(name)] ?? ""}  ${message}`;
  });
  return ["These settings cannot be used; correct them in the environment or unset them:", ...lines].join("\n");
}
