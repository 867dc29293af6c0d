import { createServer, type Server } from "node:http";
import express, { type Express, type Request, type RequestHandler } from "express";
import helmet from "helmet";
import type { Logger } from "pino";
import type { Embedder } from "../embeddings/embedder.ts";
import { type Access, mayAsk } from "./access/access.ts";
import type { CheckedExamples } from "./checked-examples.ts";
import type { Collection } from "./collection.ts";
import { closeToOutsiders, identifyCallers, identityOf } from "./http/access-rules.ts";
import type { AddressGuard } from "./http/address-guard.ts";
import { addAskRoutes } from "./http/ask-routes.ts";
import { addAuditRoutes } from "./http/audit-routes.ts";
import { addClientPages, isPageFile } from "./http/client-pages.ts";
import { addCollectionRoutes } from "./http/collection-routes.ts";
import { compressResponses } from "./http/compression.ts";
import { addCorrectionRoutes } from "./http/correction-routes.ts";
import { allowOrigins } from "./http/cross-origin.ts";
import { addDocumentRoutes } from "./http/document-routes.ts";
import { addExampleRoutes } from "./http/example-routes.ts";
import { addFacetRoutes } from "./http/facet-routes.ts";
import { addFeedbackRoutes } from "./http/feedback-routes.ts";
import { createIngestHandlers } from "./http/ingest-routes.ts";
import { addJobRoutes } from "./http/job-routes.ts";
import { addMetricsRoute, observeRequests } from "./http/metrics-routes.ts";
import { describeInterface } from "./http/openapi/description.ts";
import { reportProblems, sendProblemType } from "./http/problem-responses.ts";
import { linkBase } from "./http/public-address.ts";
import { logRequests } from "./http/request-log.ts";
import { pathValue, serveAddress } from "./http/routing.ts";
import { addSessionRoutes, sessionAddress } from "./http/session-routes.ts";
import { sendStable } from "./http/stable-bodies.ts";
import type { IntakeJobs } from "./jobs/intake-jobs.ts";
import type { Load } from "./load/load.ts";
import { limitLoad, spendAllowance } from "./load/load-middleware.ts";
import { cutLateBodies, cutSlowClients } from "./load/slow-clients.ts";
import { addMcpRoutes } from "./mcp/mcp-routes.ts";
import type { Metrics } from "./observability/metrics.ts";
import { addOpenaiRoutes } from "./openai/openai-routes.ts";
import type { FeedbackStore } from "./records/feedback-store.ts";
import type { NamedCollections } from "./records/named-collections.ts";
import { NotFoundError, UnavailableError } from "./request-errors.ts";
import type { Settings } from "./settings.ts";

export interface HttpServerParts {
  readonly collection: Collection;
  /** The embedded model, once it is known. @throws EmbeddingError */
  readonly openEmbedder: () => Promise<Embedder>;
  readonly examples: CheckedExamples;
  readonly feedback: FeedbackStore;
  readonly namedCollections: NamedCollections;
  readonly jobs: IntakeJobs;
  /** Files that were sent together wait here for their turn. */
  readonly uploadsDirectory: string;
  readonly guard: AddressGuard;
  readonly load: Load;
  readonly access: Access;
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
    | "headersTimeoutMs"
    | "bodyTimeoutMs"
    | "uploadTimeoutMs"
    | "slowClientTimeoutMs"
    | "requestTimeoutMs"
    | "trustedProxies"
    | "logQuestions"
    | "publicUrl"
    | "host"
    | "port"
  >;
}

export function createHttpServer(parts: HttpServerParts): Server {
  const { headersTimeoutMs, bodyTimeoutMs, uploadTimeoutMs } = parts.settings;
  const options = {
    headersTimeout: Math.min(headersTimeoutMs, bodyTimeoutMs),
    // Of the largest that may come; the routes' own limits are shorter.
    requestTimeout: Math.max(bodyTimeoutMs, uploadTimeoutMs),
    // How late a client that is too slow may be noticed.
    connectionsCheckingInterval: Math.min(30_000, headersTimeoutMs),
  };
  return createServer(options, createApplication(parts));
}

function createApplication(parts: HttpServerParts): Express {
  const { collection, feedback, jobs, settings } = parts;
  const { bodyLimitBytes } = settings;
  const application = express();
  // Should even the reporting of an error fail, express's own last answer then shows no stack.
  application.set("env", "production");
  application.disable("x-powered-by");
  application.set("trust proxy", settings.trustedProxies);
  application.set("query parser", "simple");
  // One address has one spelling: what is counted, admitted and logged by its path cannot be got round by another.
  application.set("case sensitive routing", true);

  application.use(logRequests(parts.logger));
  application.use(observeRequests(parts.metrics));
  application.use(securityHeaders());
  application.use(compressResponses());
  application.use(closeWhenStopping(parts.isStopping));
  application.use(guardAddress(parts.guard));
  application.use(allowOrigins(parts.guard));
  application.use(identifyCallers(parts.access, parts.guard));
  application.use(cutSlowClients(settings.slowClientTimeoutMs));
  application.use(cutLateBodies(settings));
  application.use(spendAllowance(parts.load));
  application.use(closeToOutsiders(needsNoKey));
  addHealthRoutes(application, parts);
  addMetricsRoute(application, parts.metrics);
  limitLoad(application, parts.load, bodyLimitBytes);
  addAskRoutes(application, { collection, settings });
  addDocumentRoutes(application, { ...parts, handlers: createIngestHandlers({ ...parts, ...settings }) });
  addFacetRoutes(application, collection);
  addExampleRoutes(application, parts.examples);
  addCollectionRoutes(application, { ...parts, bodyLimitBytes });
  addCorrectionRoutes(application, collection);
  addJobRoutes(application, jobs);
  addFeedbackRoutes(application, { collection, feedback, bodyLimitBytes });
  addSessionRoutes(application, parts.access, settings);
  addAuditRoutes(application, parts.access.audit);
  addMcpRoutes(application, parts);
  addOpenaiRoutes(application, parts);
  addDescriptions(application, settings);
  addClientPages(application, parts);
  application.use((request) => {
    throw new NotFoundError("address", request.path.slice(0, longestEchoedCharacters));
  });
  application.use(reportProblems(({ type }) => parts.metrics.refused("http", type)));
  return application;
}

/** Health, the page's own files, what a problem means, and signing in itself: all else needs a key beyond loopback. */
function needsNoKey(request: Request): boolean {
  const { path } = request;
  return healthAddresses.has(path) || path === sessionAddress || path.startsWith("/problems/") || isPageFile(request);
}

const healthAddresses: ReadonlySet<string> = new Set(["/healthz", "/readyz"]);

const longestEchoedCharacters = 200;
/** Of records that are set aside so many are named. */
const namedSetAside = 100;

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
        response.set("Cache-Control", "no-store");
        if (isStopping()) throw new UnavailableError("stopping");
        if (collection.opening) throw new UnavailableError("opening", collection.opening);
        // How many records there are, and what they are called, is for those who may read them.
        if (!mayAsk(identityOf(response))) return void response.json({ status: "ready" });
        const documents = collection.documents().length;
        const aside = collection.setAside();
        const setAside = { count: aside.length, ids: aside.slice(0, namedSetAside).map(({ id }) => id) };
        response.json({ status: "ready", documents, setAside });
      },
    ],
  });
}

function addDescriptions(application: Express, settings: HttpServerParts["settings"]): void {
  const description = describeInterface();
  serveAddress(application, "/api/v1/openapi.json", {
    GET: [
      (request, response) => sendStable(response, { ...description, servers: [{ url: linkBase(settings, request) }] }),
    ],
  });
  serveAddress(application, "/problems/:type", {
    GET: [(request, response) => sendProblemType(pathValue(request.params, "type"), response)],
  });
}
