import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { ADDRESS, enter, expectAccessible, newPerson, openBrowser } from "./browser";

const PAGES = [
  "/",
  "/reports",
  "/templates",
  "/agent",
  "/agent/fields",
  "/agent/lessons",
  "/products",
  "/agent/bench",
  "/agent/evals",
  ...["business", "hours", "tags", "replies", "profile", "security", "alerts", "keys", "audit"].map(
    (name) => `/settings/${name}`,
  ),
];

let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await newPerson(browser);
  page = await context.newPage();
});
afterEach(() => context.close());

/** Goes to a page as a link does, without loading the app again. */
function go(path: string): Promise<void> {
  return page.evaluate((to) => {
    history.pushState({}, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
}

test.each([
  { width: 1280, scheme: "light" as const },
  { width: 390, scheme: "dark" as const },
])(
  "axe has nothing against any page, and none is wider than the screen ($width, $scheme)",
  async ({ width, scheme }) => {
    await enter(page);
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 844 });
    for (const path of PAGES) {
      await go(path);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      await page.waitForTimeout(400); // what is loaded shows
      await expectAccessible(page, path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
    }
  },
);

test("the day's figures and a report show what was counted; the report is saved as CSV", async () => {
  await enter(page);
  await page.goto(ADDRESS);
  await expect
    .poll(async () =>
      Number(await page.getByRole("region", { name: "Conversaciones" }).locator("p").first().textContent()),
    )
    .toBeGreaterThan(0);
  await page.getByRole("link", { name: "Informes" }).click();
  await page.getByRole("heading", { name: "Quién contestó, por día" }).waitFor();
  await page.getByRole("radio", { name: "7 días" }).click();
  await expect.poll(() => page.url()).toContain("days=7");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Exportar CSV" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^recado-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
});

test("figures and dates speak the language of the page", async () => {
  await enter(page);
  await page.evaluate(() => localStorage.setItem("recado.language", "en"));
  await page.goto(ADDRESS);
  await page
    .getByText(/than a usual (Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|as on a usual \w+day/)
    .first()
    .waitFor();
});

test("it can be installed, and opens without a network", async () => {
  await enter(page);
  const manifest = await page.evaluate(async () => (await fetch("/manifest.webmanifest")).json());
  for (const { src, type } of manifest.icons) {
    const answer = await page.request.get(ADDRESS + src);
    expect([src, answer.status(), answer.headers()["content-type"]]).toEqual([src, 200, type]);
  }
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          await navigator.serviceWorker.ready;
          const parts: string[] = await (await fetch("/parts.json")).json();
          const kept = await (await caches.open("recado-files")).keys();
          return parts.length - kept.filter(({ url }) => parts.includes(new URL(url).pathname.slice(1))).length;
        }),
      { timeout: 30_000 },
    )
    .toBe(0); // every part is kept
  await page.reload(); // now by the worker
  await page.getByRole("heading", { name: "Chats" }).waitFor();
  await context.setOffline(true);
  await page.reload();
  await page.getByText("No hay conexión. Revisa tu internet").waitFor();
  await context.setOffline(false);
});

test("contacts come out of a file: its columns are named, its rows are read, what is wrong is said", async () => {
  await enter(page);
  await page.goto(`${ADDRESS}/contacts`);
  await page.getByRole("button", { name: "Importar" }).click();
  const last = String(Date.now()).slice(-8);
  const text = `Cliente;Celular;Otra cosa\nÁngela Peña ${last};+52 55 ${last};x\nSin número;abc;y\n`;
  await page
    .getByRole("dialog")
    .locator("input[type=file]")
    .setInputFiles({
      name: "clientes.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(text, "latin1"),
    });
  const dialog = page.getByRole("dialog");
  await expect.poll(() => dialog.getByLabel("Qué es la columna Celular").inputValue()).toBe("phone");
  expect(await dialog.getByLabel("Qué es la columna Cliente").inputValue()).toBe("name");
  expect(await dialog.getByLabel("Qué es la columna Otra cosa").inputValue()).toBe("");
  await dialog.getByRole("button", { name: "Importar 2 filas" }).click();
  await dialog.getByText("1 nuevos, 0 actualizados").waitFor();
  await dialog.getByText("1 fila no entró").waitFor();
  await dialog.getByRole("button", { name: "Listo" }).click();
  await page.getByRole("searchbox", { name: "Nombre, teléfono o correo" }).fill(last);
  await page.getByText(`Ángela Peña ${last}`).waitFor();
});
