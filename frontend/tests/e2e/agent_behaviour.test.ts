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

const editor = () => page.getByRole("textbox", { name: "Instrucciones" });
const live = async () =>
  Number((await page.getByText(/^En vivo: versión/).textContent())?.match(/\d+/)?.[0] ?? Number.NaN);

async function open(): Promise<void> {
  await page.goto(`${ADDRESS}/agent`);
  await editor().waitFor();
}

test("instructions are written with variables, looked at, published, and an older version comes back", async () => {
  await enter(page);
  await open();
  const version = await live();
  const before = await editor().inputValue();
  const word = `rosca${Date.now() % 1_000_000}`;
  await editor().press("Control+End");
  await editor().pressSequentially(`\nHoy hay ${word}. Saluda a {{contact_fi`);
  await page.getByRole("option", { name: /contact_first_name/ }).waitFor();
  await expectAccessible(page, "the list of variables");
  await editor().press("Enter");
  await editor().pressSequentially(" y a {{contact_nam}}");
  await page.getByText("No existe «contact_nam».").waitFor();
  await page.getByRole("button", { name: "¿Es contact_name?" }).click();
  await page.getByText("Guardado en el borrador").waitFor();
  expect(await editor().inputValue()).toBe(
    `${before}\nHoy hay ${word}. Saluda a {{contact_first_name}} y a {{contact_name}}`,
  );
  await page.getByRole("button", { name: "Ver cambios" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("ins", { hasText: word }).waitFor();
  await expectAccessible(page, "the changes");
  await dialog.getByLabel("Para qué es (opcional)").fill(`Cuenta de la ${word}`);
  await dialog.getByRole("button", { name: `Publicar versión ${version + 1}` }).click();
  await page.getByText(`En vivo: versión ${version + 1}`).waitFor();
  await page.getByRole("button", { name: "Ver cambios" }).click();
  await dialog.getByRole("radio", { name: "Historial" }).click();
  const old = dialog.getByRole("listitem").filter({ hasText: new RegExp(`Versión ${version}(?!\\d)`) });
  await dialog.getByText(`Cuenta de la ${word}`).waitFor();
  await expectAccessible(page, "the history");
  await old.getByRole("button", { name: "Restaurar" }).first().click();
  await dialog.locator("del", { hasText: word }).waitFor();
  await dialog.getByRole("button", { name: `Publicar versión ${version + 2}` }).click();
  await page.getByText(`En vivo: versión ${version + 2}`).waitFor();
  await expect.poll(async () => (await editor().inputValue()).includes(word)).toBe(false);
});

test("who writes while somebody else changes the draft loses nothing, and chooses", async () => {
  await enter(page);
  await open();
  const other = await context.newPage();
  await other.goto(`${ADDRESS}/agent`);
  const pause = other.getByLabel("Callar después de una persona");
  const minutes = String(20 + (Date.now() % 30));
  await pause.fill(minutes === (await pause.inputValue()) ? "19" : minutes);
  await other.getByText("Guardado en el borrador").waitFor();
  await other.waitForLoadState("networkidle");
  const word = `prueba${Date.now() % 1_000_000}`;
  await editor().press("Control+End");
  await editor().pressSequentially(` ${word}`);
  await page.getByText("Alguien más cambió el borrador").waitFor();
  await expectAccessible(page, "a conflict");
  expect(await editor().inputValue()).toContain(word);
  await page.getByRole("button", { name: "Guardar lo mío" }).click();
  await page.getByText("Guardado en el borrador").waitFor();
  await page.reload();
  await expect.poll(() => editor().inputValue()).toContain(word);
  expect(await page.getByLabel("Callar después de una persona").inputValue()).toBe(await pause.inputValue());
  await page.getByRole("button", { name: "Ver cambios" }).click();
  await page.getByRole("button", { name: "Descartar borrador" }).click();
  await expect.poll(() => editor().inputValue()).not.toContain(word);
});

test("on a phone the page fits, and its parts are in reach", async () => {
  await context.close();
  context = await newPerson(browser, true);
  page = await context.newPage();
  await enter(page);
  await open();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await expectAccessible(page);
  await page.goto(`${ADDRESS}/settings/fields`);
  await page.waitForURL(`${ADDRESS}/agent/fields`);
  await page.getByRole("heading", { name: "Datos a extraer" }).waitFor();
  await expectAccessible(page, "fields");
});
