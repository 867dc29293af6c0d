import { validateHeaderName } from "node:http";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import * as z from "zod";

/** Bad settings: the message lists every one, with what to do. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const wholeNumberGiven = (least: number, most: number, meaning: string) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${least} to ${most}: ${meaning}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be from ${least} to ${most}: ${meaning}`);

const wholeNumber = (least: number, most: number, fallback: number, meaning: string) =>
  wholeNumberGiven(least, most, meaning).default(fallback);

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

const origins = z
  .string()
  .transform((value) =>
    value
      .split(",")
      .map((origin) => origin.trim())
      .filter((origin) => origin !== ""),
  )
  .refine(
    (list) => list.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
    "must be origins set apart by commas, as https://app.example.org",
  )
  .default([]);

const isHeaderName = (value: string): boolean => {
  try {
    validateHeaderName(value);
    return true;
  } catch {
    return false;
  }
};

const headerName = z
  .string()
  .refine(isHeaderName, "must be the name of a header, as X-Remote-User")
  .transform((value) => value.toLowerCase())
  .optional();

const publicUrlMeaning =
  "must be the address that readers open, as https://relator.example.org/minutes: http or https, without query";

/** Kept without a slash at its end, so that paths can be put behind it. */
const publicUrl = z
  .string()
  .refine((value) => {
    if (!URL.canParse(value)) return false;
    const { protocol, search, hash, username, password } = new URL(value);
    return ["http:", "https:"].includes(protocol) && `${search}${hash}${username}${password}` === "";
  }, publicUrlMeaning)
  .transform((value) => {
    const { origin, pathname } = new URL(value);
    return `${origin}${pathname.endsWith("/") ? pathname.slice(0, -1) : pathname}`;
  })
  .optional();

/** The whole environment that Relator reads. The README documents these, one by one. */
const environmentSchema = z
  .object({
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
    ALLOWED_ORIGINS: origins,
    PUBLIC_URL: publicUrl,
    TRUST_PROXY: wholeNumber(0, 10, 0, "how many reverse proxies stand in front and set X-Forwarded-For"),
    PROXY_USER_HEADER: headerName,
    BODY_LIMIT_BYTES: wholeNumber(1_000, 10_000_000, 256_000, "largest JSON body and largest socket event"),
    RECORD_LIMIT_BYTES: wholeNumber(1_000, 200_000_000, 20_000_000, "largest record that can be added"),
    UPLOAD_LIMIT_BYTES: wholeNumber(1_000, 100_000_000_000, 2_000_000_000, "largest form of several files together"),
    READ_TIMEOUT_MS: wholeNumber(1_000, 3_600_000, 60_000, "the longest reading of one file"),
    OCR_TIMEOUT_MS: wholeNumber(10_000, 3_600_000, 900_000, "the longest reading of one scan, by OCR"),
    READ_MEMORY_BYTES: wholeNumber(200_000_000, 64_000_000_000, 1_000_000_000, "the most memory for reading files"),
    REQUESTS_PER_MINUTE: wholeNumber(
      1,
      10_000_000,
      6_000,
      "requests of one address and kind, over HTTP and its sockets",
    ),
    SOCKETS_PER_ADDRESS: wholeNumber(1, 100_000, 100, "open sockets of one address"),
    ASKS_PER_MINUTE: wholeNumberGiven(1, 10_000_000, "questions of one address").optional(),
    SEARCHES_PER_MINUTE: wholeNumberGiven(1, 10_000_000, "searches of one address").optional(),
    INGESTS_PER_MINUTE: wholeNumberGiven(1, 10_000_000, "additions and changes of one address").optional(),
    ASKS_AT_ONCE: wholeNumber(1, 1_000, 2, "questions that are answered at once"),
    SEARCHES_AT_ONCE: wholeNumber(1, 1_000, 2, "searches that are answered at once"),
    INGESTS_AT_ONCE: wholeNumber(1, 1_000, 8, "additions and changes, received or made at once"),
    WAITING_REQUESTS: wholeNumber(0, 10_000, 8, "questions, and as many searches, that wait"),
    HEADERS_TIMEOUT_MS: wholeNumber(100, 600_000, 10_000, "the longest wait for a request's headers"),
    BODY_TIMEOUT_MS: wholeNumber(100, 3_600_000, 60_000, "the longest wait for a request, whole"),
    UPLOAD_TIMEOUT_MS: wholeNumber(100, 86_400_000, 1_800_000, "the longest wait for files that are added, whole"),
    SLOW_CLIENT_TIMEOUT_MS: wholeNumber(100, 600_000, 30_000, "the longest wait for a client, which is then cut"),
    SOCKET_BUFFER_BYTES: wholeNumber(10_000, 1_000_000_000, 8_000_000, "unsent text, for more a socket is cut"),
    RESUME_WINDOW_MS: wholeNumber(0, 3_600_000, 120_000, "how long, after a cut, a chat can be resumed"),
    RESUME_MEMORY_BYTES: wholeNumber(0, 10_000_000_000, 64_000_000, "memory for resumable chats"),
    FEEDBACK_DAYS: wholeNumber(1, 36_500, 730, "days, after which feedback is deleted"),
    REQUEST_TIMEOUT_MS: wholeNumber(100, 600_000, 30_000, "after it an answer is given up"),
    SHUTDOWN_GRACE_MS: wholeNumber(0, 600_000, 10_000, "how long requests may finish when the server is told to stop"),
    LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(", ")}`).default("info"),
    LOG_QUESTIONS: flag(false, "write the text of questions into the log"),
  })
  .refine(({ PROXY_USER_HEADER, TRUST_PROXY }) => PROXY_USER_HEADER === undefined || TRUST_PROXY > 0, {
    path: ["PROXY_USER_HEADER"],
    message: "needs TRUST_PROXY: it is read only from requests that a trusted proxy has passed on",
  });

type Environment = z.infer<typeof environmentSchema>;

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly corpusDirectory: string;
  readonly modelDirectory: string;
  readonly allowedHosts: readonly string[];
  /** Of other sites' pages that may ask and read. */
  readonly allowedOrigins: readonly string[];
  /** What absolute links begin with, without a slash at the end; null: the address that a request came by. */
  readonly publicUrl: string | null;
  readonly trustedProxies: number;
  /** In small letters; null: no proxy names persons. */
  readonly proxyUserHeader: string | null;
  readonly bodyLimitBytes: number;
  readonly recordLimitBytes: number;
  readonly uploadLimitBytes: number;
  readonly readTimeoutMs: number;
  readonly ocrTimeoutMs: number;
  readonly readMemoryBytes: number;
  readonly requestsPerMinute: number;
  /** Null where `requestsPerMinute` counts, as in the next two. */
  readonly asksPerMinute: number | null;
  readonly searchesPerMinute: number | null;
  readonly ingestsPerMinute: number | null;
  readonly socketsPerAddress: number;
  readonly asksAtOnce: number;
  readonly searchesAtOnce: number;
  readonly ingestsAtOnce: number;
  readonly waitingRequests: number;
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  /** For a body of files, of whoever may add them. */
  readonly uploadTimeoutMs: number;
  readonly slowClientTimeoutMs: number;
  readonly socketBufferBytes: number;
  readonly resumeWindowMs: number;
  readonly resumeMemoryBytes: number;
  readonly requestTimeoutMs: number;
  readonly feedbackDays: number;
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
    allowedOrigins: environment.ALLOWED_ORIGINS,
    publicUrl: environment.PUBLIC_URL ?? null,
    trustedProxies: environment.TRUST_PROXY,
    proxyUserHeader: environment.PROXY_USER_HEADER ?? null,
    bodyLimitBytes: environment.BODY_LIMIT_BYTES,
    recordLimitBytes: environment.RECORD_LIMIT_BYTES,
    uploadLimitBytes: environment.UPLOAD_LIMIT_BYTES,
    readTimeoutMs: environment.READ_TIMEOUT_MS,
    ocrTimeoutMs: environment.OCR_TIMEOUT_MS,
    readMemoryBytes: environment.READ_MEMORY_BYTES,
    ...loadSettings(environment),
    requestTimeoutMs: environment.REQUEST_TIMEOUT_MS,
    feedbackDays: environment.FEEDBACK_DAYS,
    shutdownGraceMs: environment.SHUTDOWN_GRACE_MS,
    logLevel: environment.LOG_LEVEL,
    logQuestions: environment.LOG_QUESTIONS,
  };
}

function loadSettings(environment: Environment) {
  return {
    requestsPerMinute: environment.REQUESTS_PER_MINUTE,
    asksPerMinute: environment.ASKS_PER_MINUTE ?? null,
    searchesPerMinute: environment.SEARCHES_PER_MINUTE ?? null,
    ingestsPerMinute: environment.INGESTS_PER_MINUTE ?? null,
    socketsPerAddress: environment.SOCKETS_PER_ADDRESS,
    asksAtOnce: environment.ASKS_AT_ONCE,
    searchesAtOnce: environment.SEARCHES_AT_ONCE,
    ingestsAtOnce: environment.INGESTS_AT_ONCE,
    waitingRequests: environment.WAITING_REQUESTS,
    headersTimeoutMs: environment.HEADERS_TIMEOUT_MS,
    bodyTimeoutMs: environment.BODY_TIMEOUT_MS,
    uploadTimeoutMs: environment.UPLOAD_TIMEOUT_MS,
    slowClientTimeoutMs: environment.SLOW_CLIENT_TIMEOUT_MS,
    socketBufferBytes: environment.SOCKET_BUFFER_BYTES,
    resumeWindowMs: environment.RESUME_WINDOW_MS,
    resumeMemoryBytes: environment.RESUME_MEMORY_BYTES,
  };
}

function describe(issues: readonly z.core.$ZodIssue[], given: Readonly<Record<string, string | undefined>>): string {
  const lines = issues.map(({ path: [name], message }) => {
    return `  ${String(name)}=${given[String(name)] ?? ""}  ${message}`;
  });
  return ["These settings cannot be used; correct them in the environment or unset them:", ...lines].join("\n");
}
