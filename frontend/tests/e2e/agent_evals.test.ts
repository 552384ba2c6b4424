import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { ADDRESS, customerWrites, enter, expectAccessible, newPerson, openBrowser } from "./browser";

const RUN_MS = 60_000;
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

test("a case is written, run, and what was said and which rule fails is seen; then it is mended and deleted", async () => {
  await enter(page);
  await page.goto(`${ADDRESS}/agent/evals`);
  await page.getByRole("button", { name: "Nuevo caso" }).click();
  const [name, tag] = [`Caso ${Date.now() % 1_000_000}`, `e${Date.now() % 1_000_000}`];
  await page.getByRole("button", { name: "Guardar" }).click();
  await page.getByText("Falta este dato.").first().waitFor();
  await page.getByLabel("Nombre").fill(name);
  await page.getByLabel("Etiquetas").fill(tag);
  await page.getByLabel("Mensaje 1").fill("quiero hablar con una persona");
  await page.getByRole("button", { name: "pedir_humano" }).click();
  await page.getByLabel("No debe decir").fill("esto no | te paso");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Guardar" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Detener" }).waitFor({ state: "detached", timeout: RUN_MS });
  await page.getByRole("button", { name: "Etiqueta" }).click();
  await page.getByRole("menuitem", { name: tag }).click();
  await page.getByRole("button", { name: "Correr 1" }).click();
  await page.getByRole("menuitem", { name: "Lo que está en vivo, 1 intento" }).click();
  const row = page.getByRole("listitem").filter({ hasText: name });
  await row.getByRole("img", { name: "pasó 0 de 1" }).waitFor({ timeout: RUN_MS });
  await page.getByRole("button", { name: "Detener" }).waitFor({ state: "detached", timeout: RUN_MS });
  await row.getByRole("button", { name, exact: true }).press("Enter");
  await row.getByRole("button", { name: "Ver la conversación" }).click();
  await row.getByText("quiero hablar con una persona").first().waitFor();
  await expectAccessible(page);

  await row.getByRole("button", { name: `Editar ${name}` }).click();
  await page.getByLabel("No debe decir").fill("");
  await page.getByRole("switch", { name: "Debe pasar a una persona" }).click();
  await page.getByRole("button", { name: "Lo pide" }).click();
  await page.getByRole("button", { name: "Guardar" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Correr 1" }).click();
  await page.getByRole("menuitem", { name: "Lo que está en vivo, 1 intento" }).click();
  await row.getByRole("img", { name: "pasó 1 de 1" }).waitFor({ timeout: RUN_MS });
  await row.getByText("Mejoró").waitFor();

  await page.getByRole("button", { name: "Detener" }).waitFor({ state: "detached", timeout: RUN_MS });
  await row.getByRole("button", { name: `Editar ${name}` }).click();
  await page.getByRole("button", { name: "Eliminar caso" }).click();
  await page.getByRole("button", { name: "Eliminar caso" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await expect.poll(() => row.getByRole("button", { name: `Editar ${name}` }).count()).toBe(0);
});

test("a conversation is saved as a case from where it is read, without whose it was, and opens to be looked through", async () => {
  await enter(page);
  const phone = `52155${String(Date.now()).slice(-8)}`;
  const name = "Xóchitl Quintanilla";
  await customerWrites(phone, name, "soy Xóchitl, ¿cuánto cuesta la concha?");
  await page
    .getByRole("link", { name: new RegExp(name) })
    .first()
    .click();
  await page.getByRole("button", { name: "Más acciones", exact: true }).click();
  await page.getByRole("menuitem", { name: "Guardar como caso de prueba" }).click();
  await page.getByRole("heading", { name: "Editar caso" }).waitFor();
  const said = await page.getByLabel("Mensaje 1").inputValue();
  expect(said).toContain("¿cuánto cuesta la concha?");
  expect(said).not.toContain("Xóchitl");
  await page.getByRole("button", { name: "Eliminar caso" }).click();
  await page.getByRole("button", { name: "Eliminar caso" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

test("tests that cannot be read say so, and are asked for again", async () => {
  await enter(page);
  await page.route("**/v1/agent/runs?*", (route) => route.fulfill({ status: 503, json: { code: "unavailable" } }));
  await page.goto(`${ADDRESS}/agent/evals`);
  await page.getByText("No pudimos cargar las pruebas").waitFor({ timeout: 30_000 });
  await expectAccessible(page);
  await page.unroute("**/v1/agent/runs?*");
  await page.getByRole("button", { name: "Reintentar" }).click();
  await page
    .getByRole("button", { name: /^Correr|Detener|Empezar/ })
    .first()
    .waitFor();
});
