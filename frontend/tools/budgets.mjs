// Holds the built files to their budgets: JavaScript that each kind of page loads, and the styles, in kB after gzip.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGETS = [
  { name: "shell", entry: "index.html", most: 140 },
  { name: "log-in page", entry: "src/app/routes/log-in.tsx", most: 140 + 35 },
  { name: "inbox with chat", entry: "src/app/routes/_app/inbox.{-$id}.tsx", most: 140 + 76 },
  { name: "template's editor", entry: "src/app/routes/_app/templates.$id.tsx", most: 140 + 90 },
  { name: "agent's knowledge", entry: "src/app/routes/_app/agent.knowledge.tsx", most: 140 + 70 },
  { name: "security settings", entry: "src/app/routes/_app/settings/security.tsx", most: 140 + 80 },
  { name: "super admin's console", entry: "src/app/routes/_app/admin/console.tsx", most: 140 + 82 },
];
const STYLES = 20;

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
const size = (file) => gzipSync(readFileSync(new URL(file, dist))).length / 1000;

/** Returns the keys of everything an entry loads at once; a route's own part is a chunk of its file with a query. */
function reach(key, seen = new Set()) {
  if (seen.has(key) || !manifest[key]) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) reach(next, seen);
  return seen;
}

function parts(entry) {
  const keys = Object.keys(manifest).filter((key) => key === entry || key.startsWith(`${entry}?`));
  const folder = entry.slice(0, entry.lastIndexOf("/"));
  const above = folder.includes("/routes/") ? parts(`${folder}.tsx`) : [];
  return [...new Set([...above, ...["index.html", ...keys].flatMap((key) => [...reach(key)])])];
}

let failed = false;
function report(name, value, most) {
  failed ||= value > most;
  console.log(`${value > most ? "✗" : "✓"} ${name}: ${value.toFixed(1)} of ${most} kB`);
}
for (const { name, entry, most } of BUDGETS)
  report(
    name,
    parts(entry).reduce((sum, key) => sum + size(manifest[key].file), 0),
    most,
  );
report(
  "styles",
  [...new Set(Object.values(manifest).flatMap(({ css }) => css ?? []))].reduce((sum, file) => sum + size(file), 0),
  STYLES,
);
process.exit(failed ? 1 : 0);
