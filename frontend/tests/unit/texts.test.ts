import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const LOCALES = join(import.meta.dirname, "../../src/locales");
const SRC = join(import.meta.dirname, "../../src");
const PLURAL = /_(one|many|other)$/;

type Texts = { [key: string]: string | Texts };

function keys(texts: Texts, before = ""): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string" ? [before + key] : keys(value, `${before}${key}.`),
  );
}

function read(language: string, name: string): Texts {
  return JSON.parse(readFileSync(join(LOCALES, language, name), "utf8")) as Texts;
}

const names = readdirSync(join(LOCALES, "es"));

test("both languages have the same files", () => {
  expect(readdirSync(join(LOCALES, "en"))).toEqual(names);
});

test.each(names)("%s has the same texts in both languages, with the same values in them", (name) => {
  const [es, en] = [read("es", name), read("en", name)];
  expect(keys(en)).toEqual(keys(es));
  const values = (texts: Texts) =>
    keys(texts).map((key) => {
      const text = key.split(".").reduce<Texts | string>((at, part) => (at as Texts)[part] ?? "", texts) as string;
      return [key, (text.match(/\{\{\w+\}\}/g) ?? []).sort().join()];
    });
  expect(values(en)).toEqual(values(es));
});

test("every text is used somewhere", () => {
  const code = readdirSync(SRC, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
  const parts = [...code.matchAll(/[`"](?:\w+:)?([\w.]+)(\$\{)?/g)];
  const whole = new Set(parts.filter((match) => !match[2]).map((match) => match[1]));
  const beginnings = parts.filter((match) => match[2] && match[1]?.endsWith(".")).map((match) => match[1] ?? "");
  const unused = names.flatMap((name) =>
    keys(read("es", name))
      .map((key) => key.replace(PLURAL, ""))
      .filter((key) => !whole.has(key) && !beginnings.some((beginning) => key.startsWith(beginning)))
      .map((key) => `${name} ${key}`),
  );
  expect([...new Set(unused)]).toEqual([]);
});
