import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";

/**
 * What takes longest, as the last full run told, begins first: a long file that begins last is waited for alone. A new
 * checkout has no times of its own that vitest could go by.
 */
const longest: readonly string[] = [
  "test/evaluation/quality.test.ts",
  "test/server/process.test.ts",
  "test/browser/accessibility.test.ts",
  "test/server/command-line.test.ts",
  "test/browser/real-server.test.ts",
  "test/soak/server-kills.test.ts",
  "test/browser/corrections.test.ts",
  "test/server/no-network.test.ts",
  "test/server/doors/doors.test.ts",
  "test/evaluation/served-citations.test.ts",
  "test/server/purge.test.ts",
  "test/server/records/record-reading.test.ts",
  "test/browser/library.test.ts",
  "test/embeddings/transformers-embedder.test.ts",
  "test/browser/conversation.test.ts",
  "test/server/slow-file.test.ts",
];

/**
 * Files that leave nothing behind in their process share one, and so its modules: importing them anew for each took half
 * of its time. They stand together, for a process goes on only from one such file to the next.
 */
const sharing = {
  name: "sharing",
  isolate: false,
  include: ["corpus", "client", "server/assistant"].map((folder) => `test/${folder}/**/*.test.{ts,tsx}`),
};

/**
 * What drives Chromium is tried a second time where it fails: a stall of the machine may cost the page more than any
 * patience. The run tells each such test by name, for a test that needs its second try has a defect.
 */
const browser = {
  name: "browser",
  retry: 1,
  include: ["test/browser/**/*.test.{ts,tsx}", "test/server/resumed-page.test.ts"],
};

class LongestFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer["sort"]>[0]): ReturnType<BaseSequencer["sort"]> {
    const rank = ({ moduleId, project }: (typeof files)[number]) => {
      const place = longest.findIndex((name) => moduleId.endsWith(`/${name}`));
      if (place >= 0) return place;
      return project.name === sharing.name ? longest.length + 1 : longest.length;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((left, right) => rank(left) - rank(right));
  }
}

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: sharing },
      { extends: true, test: browser },
      {
        extends: true,
        test: {
          name: "alone",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: [...sharing.include, ...browser.include],
        },
      },
    ],
    setupFiles: ["test/setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // One more than the processors of the smallest machine that runs them: many files mostly wait for a process.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
  },
});
