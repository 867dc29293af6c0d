import { correctionsRequestSchema } from "../../server/corrections-protocol.ts";
import { type Reply, type Route, refuse } from "./fake-routes.ts";
import type { FakeCorrections } from "./record-corrections.ts";
import type { FixtureDocument } from "./record-fixture.ts";
import { type FakeIntake, filesOf, fixtureAudit, summaryOf } from "./record-intake.ts";

/** What the interface for programs answers of records that are added and removed. */
export function intakeRoutes(
  intake: FakeIntake,
  find: (id: string | undefined) => FixtureDocument | undefined,
): Route[] {
  const missing = () => refuse(404, "Not found");
  return [
    {
      method: "POST",
      path: /^\/api\/v1\/documents$/,
      handle: async (_, { bytes, headers, query }) => {
        if (headers["content-type"]?.startsWith("multipart/form-data") === true) {
          return { status: 202, json: intake.addJob(await filesOf(bytes, headers)) };
        }
        const result = intake.addOne({ name: query.get("name") ?? "", bytes });
        return "status" in result ? { status: result.status, problem: result } : { status: 201, json: result };
      },
    },
    {
      method: "GET",
      path: /^\/api\/v1\/jobs\/([^/]+)$/,
      handle: ([, id], { headers, response }) => {
        const job = intake.job(id ?? "");
        if (job === null) return missing();
        if (headers.accept?.includes("text/event-stream") !== true) return { json: job };
        intake.followJob(job.id, response);
        return "streamed";
      },
    },
    {
      method: "DELETE",
      path: /^\/api\/v1\/jobs\/([^/]+)$/,
      handle: ([, id]) => {
        const job = intake.cancelJob(id ?? "");
        return job === null ? missing() : { json: job };
      },
    },
    {
      method: "DELETE",
      path: /^\/api\/v1\/documents\/([^/]+)$/,
      handle: ([, id], { query }) => {
        const purge = query.get("purge") === "true";
        const document = find(id) ?? (purge ? intake.added.find(({ detail }) => detail.id === id) : undefined);
        if (document === undefined) return missing();
        if (!document.detail.removable) return refuse(403, "Not allowed");
        intake.remove(document, purge);
        return { status: 204 };
      },
    },
    {
      method: "GET",
      path: /^\/api\/v1\/removed-documents$/,
      handle: () => ({ json: { removed: intake.removed } }),
    },
    {
      method: "GET",
      path: /^\/api\/v1\/set-aside-documents$/,
      handle: () => ({ json: { setAside: intake.setAside } }),
    },
    {
      method: "POST",
      path: /^\/api\/v1\/documents\/([^/]+)\/restore$/,
      handle: ([, id]) => {
        if (!intake.restore(decodeURIComponent(id ?? ""))) return missing();
        const document = find(id);
        return document === undefined ? missing() : { json: { document: summaryOf(document) } };
      },
    },
    {
      method: "GET",
      path: /^\/api\/v1\/documents\/([^/]+)\/(audit|original)$/,
      handle: ([, id, what]) => {
        const document = find(id);
        if (document === undefined) return missing();
        return what === "audit" ? { json: fixtureAudit(document) } : { text: document.text };
      },
    },
  ];
}

/** Corrections are made to the record as it was read, and undone from there. */
export function correctionRoutes(
  corrections: FakeCorrections,
  find: (id: string | undefined) => FixtureDocument | undefined,
): Route[] {
  const path = /^\/api\/v1\/documents\/([^/]+)\/corrections(?:\/([^/]+))?$/;
  const withDocument = (id: string | undefined, answer: (document: FixtureDocument) => Reply) => {
    const document = find(id);
    return document === undefined ? refuse(404, "Not found") : answer(document);
  };
  return [
    {
      method: "GET",
      path: /^\/api\/v1\/documents\/([^/]+)\/audit$/,
      handle: ([, id]) => withDocument(id, (document) => ({ json: corrections.audit(document) })),
    },
    { method: "GET", path, handle: ([, id]) => withDocument(id, (document) => ({ json: corrections.list(document) })) },
    {
      method: "POST",
      path,
      handle: ([, id], { body }) =>
        withDocument(id, (document) => {
          const result = corrections.add(document, correctionsRequestSchema.parse(body).corrections);
          return "status" in result ? { status: result.status, problem: result } : { json: result };
        }),
    },
    {
      method: "DELETE",
      path,
      handle: ([, id, correctionId]) =>
        withDocument(id, (document) => {
          const report = corrections.undo(document, correctionId ?? null);
          return report === null ? refuse(404, "Not found") : { json: report };
        }),
    },
  ];
}
