import type { IRouter, RequestHandler, Response } from "express";
import type { Job } from "../ingest-protocol.ts";
import type { IntakeJobs } from "../jobs/intake-jobs.ts";
import { requireScope } from "./access-rules.ts";
import { beginEvents } from "./event-stream.ts";
import { sendJson } from "./json-body.ts";
import { pathValue, serveAddress } from "./routing.ts";

/** A job of a thousand files changes thousands of times: its follower hears of it this often. */
const shortestPauseMs = 100;

/** `GET /api/v1/jobs/{id}`, once or followed, and `DELETE`, which cancels it. */
export function addJobRoutes(router: IRouter, jobs: IntakeJobs): void {
  const show: RequestHandler = (request, response) => {
    const job = jobs.find(pathValue(request.params, "id"));
    if (request.get("Accept")?.includes("text/event-stream") === true) followJob(job, jobs, response);
    else sendJson(response, job);
  };
  const cancel: RequestHandler = (request, response) => {
    sendJson(response, jobs.cancel(pathValue(request.params, "id")));
  };
  serveAddress(router, "/api/v1/jobs/:id", { GET: [requireScope("add"), show], DELETE: [requireScope("add"), cancel] });
}

/** Sends the job, and again after changes, until it has ended. What is sent is always its newest state. */
function followJob(job: Job, jobs: IntakeJobs, response: Response): void {
  beginEvents(response);
  let timer: NodeJS.Timeout | undefined;
  const send = (latest: Job) => {
    clearTimeout(timer);
    timer = undefined;
    response.write(`event: job\ndata: ${JSON.stringify(latest)}\n\n`);
    if (latest.state === "running") return;
    unfollow();
    response.end();
  };
  const unfollow = jobs.follow(job.id, (latest) => {
    if (latest.state !== "running") send(latest);
    else timer ??= setTimeout(() => send(jobs.find(job.id)), shortestPauseMs);
  });
  response.once("close", () => {
    clearTimeout(timer);
    unfollow();
  });
  send(job);
}
