import type { IRouter, RequestHandler } from "express";
import * as z from "zod/mini";
import type { CheckedExamples } from "../checked-examples.ts";
import { frameLanguageSchema } from "../protocol.ts";
import { preferredLanguage } from "./accept-language.ts";
import { checkShape } from "./json-body.ts";
import { serveAddress } from "./routing.ts";

const querySchema = z.object({ language: z.optional(frameLanguageSchema) });

/** `GET /api/v1/examples?language=`: in the reader's language where none is named. */
export function addExampleRoutes(router: IRouter, examples: CheckedExamples): void {
  const list: RequestHandler = async (request, response) => {
    const { language } = checkShape(request.query, querySchema);
    const found = await examples.list(language ?? preferredLanguage(request.get("Accept-Language")) ?? "es");
    // Asked for again at each visit, and sent again only where it is another.
    response
      .set({ "Cache-Control": "no-cache", "Content-Language": found.language })
      .vary("Accept-Language")
      .json(found);
  };
  serveAddress(router, "/api/v1/examples", { GET: [list] });
}
