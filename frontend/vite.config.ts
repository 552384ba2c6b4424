import { readFileSync } from "node:fs";
import tailwindcss from "@tailwindcss/vite";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const api = process.env.API_URL ?? "http://127.0.0.1:8080";

/** The names of the emoji in our languages become files of ours: the picker would fetch them from elsewhere. */
const emojiNames: Plugin = {
  name: "emoji-names",
  apply: "build",
  generateBundle() {
    for (const language of ["es-mx", "en"])
      for (const name of ["data.json", "messages.json"]) {
        const source = readFileSync(new URL(`./node_modules/emojibase-data/${language}/${name}`, import.meta.url));
        this.emitFile({ type: "asset", fileName: `emoji/${language}/${name}`, source });
      }
  },
};

/** The worker keeps every part of the app, so that without a network no page lacks its own. */
const partNames: Plugin = {
  name: "part-names",
  apply: "build",
  generateBundle(_options, bundle) {
    const parts = Object.keys(bundle).filter((name) => /^assets\/.*\.(js|css)$/.test(name));
    this.emitFile({ type: "asset", fileName: "parts.json", source: JSON.stringify(parts.sort()) });
  },
};

/** While one develops, /ui shows everything that pages are made of. */
const shownParts: Plugin = {
  name: "shown-parts",
  configureServer(server) {
    server.middlewares.use((request, _answer, next) => {
      if (request.url === "/ui") request.url = "/ui.html";
      next();
    });
  },
};

export default defineConfig({
  plugins: [
    emojiNames,
    partNames,
    shownParts,
    tanstackRouter({
      target: "react",
      autoCodeSplitting: true,
      routesDirectory: "src/app/routes",
      generatedRouteTree: "src/app/routeTree.gen.ts",
      quoteStyle: "double",
      semicolons: true,
    }),
    react(),
    tailwindcss(),
  ],
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  build: { target: "es2023", manifest: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  server: { proxy: { "/v1": api } },
});
