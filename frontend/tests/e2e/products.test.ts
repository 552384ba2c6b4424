import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { ADDRESS, enter, expectAccessible, newPerson, openBrowser } from "./browser";

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

test("a product is made, found as a customer writes it, counted, switched off and archived", async () => {
  await enter(page);
  await page.goto(`${ADDRESS}/products`);
  await page.getByRole("button", { name: "Nuevo" }).click();
  const name = `Empanada ${Date.now() % 1_000_000}`;
  await page.getByRole("complementary").getByLabel("Nombre").fill(name);
  await page.getByRole("button", { name: "Guardar" }).click();
  await page.getByText("Escribe un precio").waitFor();
  await expectAccessible(page);
  await page.getByLabel("Precio").fill("32.50");
  await page.getByLabel("Hay").fill("6");
  await page.getByRole("button", { name: "Guardar" }).click();
  await page.getByRole("complementary", { name }).waitFor();
  await page.getByRole("searchbox").fill(name.replace("Empanada", "enpanada"));
  const row = page.getByRole("row").filter({ hasText: name });
  await row.getByText("$32.50").last().waitFor();
  await page.getByLabel("Hay").fill("4");
  await page.getByRole("button", { name: "Guardar" }).click();
  await row.getByText("4", { exact: true }).waitFor();
  await row.getByRole("switch").click();
  await expect.poll(() => row.getByRole("switch").getAttribute("aria-checked")).toBe("false");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Más acciones" }).click();
  await page.getByRole("menuitem", { name: "Archivar" }).click();
  await row.waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Archivados" }).click();
  await page.getByRole("searchbox").fill("");
  await row.waitFor();
});

test("products that cannot be read say so, and are asked for again", async () => {
  await enter(page);
  await page.route("**/v1/products?*", (route) => route.fulfill({ status: 503, json: { code: "unavailable" } }));
  await page.goto(`${ADDRESS}/products`);
  await page.getByText("Los productos no se pudieron mostrar").waitFor({ timeout: 30_000 });
  await expectAccessible(page);
  await page.unroute("**/v1/products?*");
  await page.getByRole("button", { name: "Reintentar" }).click();
  await page.getByRole("row").filter({ hasText: "Concha" }).first().waitFor();
});
