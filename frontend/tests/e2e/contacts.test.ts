import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { enter, expectAccessible, newPerson, openBrowser } from "./browser";

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
  await enter(page);
});
afterEach(() => context.close());

async function openContacts(): Promise<void> {
  await page.getByRole("link", { name: "Contactos" }).click();
  await page.getByRole("table", { name: "Contactos" }).waitFor();
}

/** Adds somebody by the dialog and returns to the list. */
async function add(name: string): Promise<void> {
  await page.getByRole("button", { name: "Nuevo contacto" }).click();
  const dialog = page.getByRole("dialog", { name: "Nuevo contacto" });
  await dialog.getByLabel("Nombre").fill(name);
  await dialog.getByLabel("Teléfono").fill(`+52 55 ${String(Date.now()).slice(-8)}`);
  await dialog.getByRole("button", { name: "Agregar contacto" }).click();
  await page.getByRole("heading", { name }).waitFor();
  await page.getByRole("link", { name: "Volver a contactos" }).click();
}

test("somebody is added, found, tagged with others, and erased after a question", async () => {
  await openContacts();
  await expectAccessible(page);
  const name = `Prueba ${Date.now()}`;
  await add(name);
  await page.getByRole("searchbox", { name: "Nombre, teléfono o correo" }).fill(name);
  await expect.poll(() => page.getByRole("row").count()).toBe(2); // the head and the one
  await page.getByRole("checkbox", { name: `Elegir a ${name}` }).click();
  const bar = page.getByRole("region", { name: "Acciones para los elegidos" });
  await bar.getByText("1 contacto").waitFor();
  await expectAccessible(page);
  await bar.getByRole("button", { name: "Etiquetar" }).click();
  const tag = page.getByRole("menuitem").first();
  const words = (await tag.textContent()) ?? "";
  await tag.click();
  await page.getByRole("row").filter({ hasText: name }).getByText(words).waitFor();
  await page.getByRole("checkbox", { name: `Elegir a ${name}` }).click();
  await bar.getByRole("button", { name: "Eliminar" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Eliminar contactos" }).click();
  await page.getByText("Nadie cumple con el filtro").waitFor();
});

test("a phone that is none is said at its field", async () => {
  await openContacts();
  await page.getByRole("button", { name: "Nuevo contacto" }).click();
  const dialog = page.getByRole("dialog", { name: "Nuevo contacto" });
  await dialog.getByLabel("Teléfono").fill("12");
  await dialog.getByRole("button", { name: "Agregar contacto" }).click();
  await expect.poll(() => dialog.getByLabel("Teléfono").getAttribute("aria-invalid")).toBe("true");
});

test("what the list shows is exported as a file", async () => {
  await openContacts();
  await page.getByRole("button", { name: "Exportar" }).click();
  const link = page.getByRole("link", { name: "Descargar CSV" });
  await link.waitFor();
  const file = await (await fetch((await link.getAttribute("href")) ?? "")).text();
  expect(file.split("\n").length).toBeGreaterThan(100);
});

test("on a phone the list is cards, and axe has nothing against it in either theme", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openContacts();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await expect.poll(ground).toBe("rgb(14, 21, 18)"); // the page turns dark a frame later
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
