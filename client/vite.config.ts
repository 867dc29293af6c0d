import { join } from "node:path";
import { preact } from "@preact/preset-vite";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  // The page works below any path: the server puts the way to the top where "./" stands (server/http/client-pages.ts).
  base: "./",
  plugins: [preact({ devToolsEnabled: false })],
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    rolldownOptions: { input: ["index.html", "sign-in.html"].map((page) => join(import.meta.dirname, page)) },
    sourcemap: false,
    target: "es2022",
    // The Content-Security-Policy allows no data: script or style, and a data: font would defeat font-src.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // Named in the first script, the parts of later screens would weigh on a first visit that does not load them.
      resolveDependencies: (_file, parts, { hostType }) =>
        hostType === "html" ? parts : parts.filter((part) => part.endsWith(".css")),
    },
  },
  server: {
    proxy: {
      "/session": "http://127.0.0.1:3000",
      "/api": "http://127.0.0.1:3000",
      "/ws": { target: "ws://127.0.0.1:3000", ws: true },
    },
  },
});
