import { defineConfig } from "vitest/config";

/** Suites that share a heavy resource (the model, the built server, a browser) run one file at a time. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    setupFiles: ["test/setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
});
