import type { RecordLoader } from "../record/loading.ts";
import { createLibraryApi } from "../transport/library-api.ts";
import type { PageRequests } from "../transport/requests.ts";
import { keepJobsIn } from "./kept-jobs.ts";
import { createLibrary, type Library } from "./library.ts";

/** The library of this tab, which follows again what was under way before a reload. */
export function openLibrary(requests: PageRequests, loader: Pick<RecordLoader, "refresh" | "revise">): Library {
  const library = createLibrary({
    api: createLibraryApi(requests),
    loader,
    keptJobs: keepJobsIn(() => sessionStorage),
  });
  void library.learnSession();
  void library.resume();
  return library;
}
