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

test("a tool is tried with a sample value, and no secret is shown", async () => {
  await enter(page);
  await page.getByRole("link", { name: "Agente" }).click();
  await page.getByRole("link", { name: "Herramientas" }).click();
  await page.getByRole("button", { name: /rastrear_envio/ }).click();
  await page.getByLabel("guia", { exact: true }).fill("MX1041");
  await page.getByRole("button", { name: "Probar" }).click();
  await page.getByText('"fuente": "externa"').waitFor();
  expect(await page.getByText("clave-de-prueba").count()).toBe(0);
  await expectAccessible(page);
});

test("a tool is made, what is wrong with it is said at its field, and it is switched off and deleted", async () => {
  await enter(page);
  await page.goto(`${ADDRESS}/agent/tools`);
  await page.getByRole("button", { name: "Nueva" }).click();
  const name = `crear_factura_${Date.now() % 100000}`;
  await page.getByLabel("Nombre", { exact: true }).first().fill(name);
  await page.getByLabel("Cuándo usarla").fill("Cuando pidan factura.");
  await page.getByLabel("Dirección (POST)").fill("http://ejemplo.example/facturas");
  await page.getByRole("button", { name: "Agregar dato" }).click();
  await page.getByRole("region", { name: "Datos que lleva" }).getByLabel("Nombre").fill("rfc");
  await page.getByLabel("Cuerpo").fill("{ no es json");
  await page.getByRole("button", { name: "Guardar" }).click();
  await page.getByText("No es un objeto JSON.").waitFor();
  await page.getByLabel("Cuerpo").fill('{ "rfc": "{{rfc}}" }');
  await page.getByRole("button", { name: "Guardar" }).click();
  await page.getByText("la dirección debe ser https y de internet").waitFor();
  await expectAccessible(page);
  await page.getByLabel("Dirección (POST)").fill("https://example.com/facturas");
  await page.getByRole("button", { name: "Guardar" }).click();
  const on = page.getByRole("switch", { name: `${name} encendida` });
  await on.click();
  await page.getByRole("switch", { name: `${name} encendida`, checked: false }).waitFor();
  await page.getByRole("button", { name: "Borrar herramienta" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Borrar herramienta" }).click();
  await on.waitFor({ state: "detached" });
});

test("on a phone the tools can be read and used", async () => {
  await context.close();
  context = await newPerson(browser, true);
  page = await context.newPage();
  await enter(page);
  await page.goto(`${ADDRESS}/agent/tools`);
  await page.getByRole("button", { name: "Probar" }).waitFor();
  await expectAccessible(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
});
