import { createServer, type Server } from "node:http";
import express, { type Express, type RequestHandler } from "express";
import { rateLimit } from "express-rate-limit";
import helmet from "helmet";
import type { Logger } from "pino";
import type { CheckedExamples } from "./checked-examples.ts";
import type { Collection } from "./collection.ts";
import type { AddressGuard } from "./http/address-guard.ts";
import { addAskRoutes } from "./http/ask-routes.ts";
import { addClientPages } from "./http/client-pages.ts";
import { addCollectionRoutes } from "./http/collection-routes.ts";
import { compressResponses } from "./http/compression.ts";
import { addCorrectionRoutes } from "./http/correction-routes.ts";
import { addDocumentRoutes } from "./http/document-routes.ts";
import { addExampleRoutes } from "./http/example-routes.ts";
import { addFeedbackRoutes } from "./http/feedback-routes.ts";
import { createIngestHandlers } from "./http/ingest-routes.ts";
import { addJobRoutes } from "./http/job-routes.ts";
import { addMetricsRoute, observeRequests } from "./http/metrics-routes.ts";
import { describeInterface } from "./http/openapi.ts";
import { reportProblems, sendProblemType } from "./http/problem-responses.ts";
import { logRequests } from "./http/request-log.ts";
import { pathValue, serveAddress } from "./http/routing.ts";
import type { IntakeJobs } from "./jobs/intake-jobs.ts";
import type { Metrics } from "./observability/metrics.ts";
import type { FeedbackStore } from "./records/feedback-store.ts";
import type { NamedCollections } from "./records/named-collections.ts";
import { NotFoundError, TooManyRequestsError, UnavailableError } from "./request-errors.ts";
import type { Settings } from "./settings.ts";

export interface HttpServerParts {
  readonly collection: Collection;
  readonly examples: CheckedExamples;
  readonly feedback: FeedbackStore;
  readonly namedCollections: NamedCollections;
  readonly jobs: IntakeJobs;
  /** Files that were sent together wait here for their turn. */
  readonly uploadsDirectory: string;
  readonly guard: AddressGuard;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Tells this process from another that came to listen on the same port. */
  readonly instanceId: string;
  /** The built client. */
  readonly clientDirectory: string;
  /** True once the server has been told to stop. */
  readonly isStopping: () => boolean;
  readonly settings: Pick<
    Settings,
    | "bodyLimitBytes"
    | "recordLimitBytes"
    | "uploadLimitBytes"
    | "requestsPerMinute"
    | "requestTimeoutMs"
    | "trustedProxies"
    | "logQuestions"
  >;
}

/** Headers of a request must arrive within this; a whole request, a record of the largest size included, within the other. */
const headersTimeoutMs = 10_000;
const wholeRequestTimeoutMs = 60_000;

export function createHttpServer(parts: HttpServerParts): Server {
  const options = { headersTimeout: headersTimeoutMs, requestTimeout: wholeRequestTimeoutMs };
  return createServer(options, createApplication(parts));
}

function createApplication(parts: HttpServerParts): Express {
  const { collection, feedback, jobs, settings } = parts;
  const { bodyLimitBytes, requestTimeoutMs, logQuestions } = settings;
  const application = express();
  // Should even the reporting of an error fail, express's own last answer then shows no stack.
  application.set("env", "production");
  application.disable("x-powered-by");
  application.set("trust proxy", settings.trustedProxies);
  application.set("query parser", "simple");

  application.use(logRequests(parts.logger));
  application.use(observeRequests(parts.metrics));
  application.use(securityHeaders());
  application.use(compressResponses());
  application.use(closeWhenStopping(parts.isStopping));
  application.use(guardAddress(parts.guard));
  addHealthRoutes(application, parts);
  addMetricsRoute(application, parts.metrics);
  application.use(["/api", "/d"], limitRate(settings.requestsPerMinute));
  addAskRoutes(application, { collection, bodyLimitBytes, requestTimeoutMs, logQuestions });
  addExampleRoutes(application, parts.examples);
  addDocumentRoutes(application, collection, createIngestHandlers({ ...parts, ...settings }));
  addCollectionRoutes(application, { ...parts, bodyLimitBytes });
  addCorrectionRoutes(application, collection);
  addJobRoutes(application, jobs);
  addFeedbackRoutes(application, { collection, feedback, bodyLimitBytes });
  addDescriptions(application);
  addClientPages(application, parts.clientDirectory);
  application.use((request) => {
    throw new NotFoundError("address", request.path.slice(0, longestEchoedCharacters));
  });
  application.use(reportProblems(({ type }) => parts.metrics.refused("http", type)));
  return application;
}

const longestEchoedCharacters = 200;

/** Nothing but this server's own files may be loaded or run by the page, and nothing may frame it. */
function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Served over plain HTTP on the machine itself; a proxy that adds TLS adds this header too.
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: true,
    xFrameOptions: { action: "deny" },
  });
}

/** Connections that were kept open must not outlive the server: the answer in flight is their last. */
function closeWhenStopping(isStopping: () => boolean): RequestHandler {
  return (_request, response, next) => {
    if (isStopping()) response.set("Connection", "close");
    next();
  };
}

function guardAddress(guard: AddressGuard): RequestHandler {
  return (request, _response, next) => {
    const readsOnly = request.method === "GET" || request.method === "HEAD";
    guard.assertOwnAddress(request, { checkOrigin: !readsOnly });
    next();
  };
}

function addHealthRoutes(application: Express, { collection, instanceId, isStopping }: HttpServerParts): void {
  serveAddress(application, "/healthz", {
    GET: [(_request, response) => void response.set("Cache-Control", "no-store").json({ status: "up", instanceId })],
  });
  serveAddress(application, "/readyz", {
    GET: [
      (_request, response) => {
        if (isStopping()) throw new UnavailableError("stopping");
        if (collection.opening) throw new UnavailableError("opening", collection.opening);
        const documents = collection.documents().length;
        response.set("Cache-Control", "no-store").json({ status: "ready", documents });
      },
    ],
  });
}

function addDescriptions(application: Express): void {
  const description = describeInterface();
  serveAddress(application, "/api/v1/openapi.json", { GET: [(_request, response) => void response.json(description)] });
  serveAddress(application, "/problems/:type", {
    GET: [(request, response) => sendProblemType(pathValue(request.params, "type"), response)],
  });
}

function limitRate(requestsPerMinute: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: requestsPerMinute,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    // Behind a proxy that the settings do not name, everybody would share one address.
    validate: false,
    handler: (request, _response, next) => {
      const resetTime = (request as { rateLimit?: { resetTime?: Date } }).rateLimit?.resetTime;
      const waitMs = resetTime ? resetTime.getTime() - Date.now() : 60_000;
      next(new TooManyRequestsError(Math.max(1, Math.ceil(waitMs / 1000))));
    },
  });
}
