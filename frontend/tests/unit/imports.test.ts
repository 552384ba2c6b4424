import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const SRC = join(import.meta.dirname, "../../src");
const TIERS = ["api", "lib", "ui", "features", "app"];
// `ui` and `lib` stand side by side: only tokens of text and classes go from one to the other.

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

function imports(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/(?:from|import\()\s*"@\/([^"]+)"/g)].map((match) => match[1] ?? "");
}

test("imports go one way, and no feature imports another", () => {
  const wrong: string[] = [];
  for (const file of files(SRC)) {
    const own = relative(SRC, file).split("/");
    for (const imported of imports(file)) {
      const parts = imported.split("/");
      const upwards = TIERS.indexOf(parts[0] ?? "") > TIERS.indexOf(own[0] ?? "");
      const sideways = own[0] === "features" && parts[0] === "features" && parts[1] !== own[1];
      if (upwards || sideways) wrong.push(`${relative(SRC, file)} imports ${imported}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("a route file exports its route and nothing else", () => {
  for (const file of files(join(SRC, "app/routes"))) {
    const exported = [...readFileSync(file, "utf8").matchAll(/^export (?:const|function|default) ?(\w*)/gm)];
    expect(exported.map((match) => match[1])).toEqual(["Route"]);
  }
});

test("files can be read in one sitting", () => {
  const long = files(SRC).filter(
    (file) => !file.endsWith(".gen.ts") && readFileSync(file, "utf8").split("\n").length > 400,
  );
  expect(long).toEqual([]);
});
