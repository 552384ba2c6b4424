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

test("a lesson is written, what it may not hold is said at its field, and it is used always and retired", async () => {
  await enter(page);
  await page.goto(`${ADDRESS}/agent/lessons`);
  await page.getByRole("button", { name: "Nuevo" }).first().click();
  const situation = `Caso ${Date.now() % 1_000_000}`;
  await page.getByLabel("Cuándo").fill(situation);
  await page.getByLabel("Qué debe hacer").fill(`Cobra $${Date.now() % 1000} de envío.`);
  await page.getByRole("button", { name: "Guardar" }).click();
  await page.getByText("un aprendizaje no lleva precios").waitFor();
  await expectAccessible(page);
  await page.getByLabel("Qué debe hacer").fill(`Pregunta la colonia en el ${situation}.`);
  await page.getByRole("button", { name: "Guardar" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: /^Aprobados/ }).click();
  const lesson = page.getByRole("listitem").filter({ hasText: situation });
  await lesson.getByRole("checkbox").click();
  await lesson.getByText("Se usa siempre").waitFor();
  await expectAccessible(page);
  await lesson.getByRole("button", { name: "Retirar" }).click();
  await lesson.waitFor({ state: "detached" });
});

test("lessons that cannot be read say so, and are asked for again", async () => {
  await enter(page);
  await page.route("**/v1/lessons?*", (route) => route.fulfill({ status: 503, json: { code: "unavailable" } }));
  await page.goto(`${ADDRESS}/agent/lessons`);
  await page.getByText("No pudimos cargar los aprendizajes").waitFor({ timeout: 30_000 });
  await expectAccessible(page);
  await page.unroute("**/v1/lessons?*");
  await page.getByRole("button", { name: "Reintentar" }).click();
  await page.getByRole("button", { name: "Aprobar" }).first().waitFor();
});

test("what the agent remembers of a contact is written, hidden, mended and deleted", async () => {
  await enter(page);
  await page.goto(`${ADDRESS}/contacts`);
  await page.getByRole("link").filter({ hasText: /[A-Z]/ }).last().waitFor();
  await page.locator('a[href^="/contacts/"]').first().click();
  await page.getByRole("button", { name: "Agregar recuerdo" }).click();
  const text = `Le gusta el pan número ${Date.now() % 1_000_000}`;
  await page.getByLabel("Recuerdo", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Guardar" }).click();
  await page.getByRole("button", { name: `Ocultar al agente: ${text}` }).click();
  await page.getByText("Preferencia · oculto").first().waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: `Editar: ${text}` }).click();
  await page.getByLabel("Recuerdo", { exact: true }).fill(`${text} bis`);
  await page.getByRole("button", { name: "Guardar" }).click();
  await page.getByRole("button", { name: `Eliminar: ${text} bis` }).click();
  await page.getByText(`${text} bis`).waitFor({ state: "detached" });
  expect(await page.getByText(text).count()).toBe(0);
});
