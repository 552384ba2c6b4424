import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { ADDRESS, enter, newPerson, openBrowser, PERSON } from "./browser";

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

const open = (path: string) => page.goto(`${ADDRESS}/settings/${path}`);

test("a day's hours are changed, marked until saved, and still there after a reload", async () => {
  await open("hours");
  const closes = page.getByLabel("Viernes: cierra").first();
  await closes.waitFor();
  const before = await closes.inputValue();
  const next = before === "20:00" ? "21:00" : "20:00";
  await closes.fill(next);
  await page.getByText("Hay cambios sin guardar.").waitFor();
  await page.getByRole("button", { name: "Guardar" }).click();
  await expect.poll(() => page.getByText("Hay cambios sin guardar.").count()).toBe(0);
  await page.reload();
  await expect.poll(() => page.getByLabel("Viernes: cierra").first().inputValue()).toBe(next);
});

test("a saved reply is made, used by its slash in a chat, and deleted", async () => {
  const shortcut = `prueba${Date.now() % 100_000}`;
  await open("replies");
  await page.getByRole("button", { name: "Nueva respuesta" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Atajo").fill(shortcut);
  await dialog.getByLabel("Texto").fill("Somos ");
  await dialog.getByRole("button", { name: "nombre del negocio" }).click();
  await dialog.getByRole("button", { name: "Guardar" }).click();
  await page.getByText(`/${shortcut}`).waitFor();
  await page.getByRole("link", { name: /^Chats/ }).click();
  await page.locator("[data-pane=list] li a").first().click();
  const composer = page.getByRole("textbox", { name: "Escribe un mensaje" });
  await composer.fill(`/${shortcut}`);
  await page.getByRole("option").filter({ hasText: shortcut }).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => composer.inputValue()).toBe("Somos La Espiga");
  await composer.fill("");
  await page.waitForTimeout(400); // the time a draft takes to be kept
  await open("replies");
  await page.getByRole("button", { name: `Eliminar /${shortcut}` }).click();
  await page.getByRole("button", { name: "Eliminar respuesta" }).click();
  await expect.poll(() => page.getByText(`/${shortcut}`, { exact: true }).count()).toBe(0);
});

test("a key is shown once and revoked; the trail says who did it", async () => {
  const name = `Prueba ${Date.now()}`;
  await open("keys");
  await page.getByRole("button", { name: "Nueva clave" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Nombre").fill(name);
  await dialog.getByRole("checkbox").first().check();
  await dialog.getByRole("button", { name: "Crear clave" }).click();
  await page.getByRole("dialog", { name: "Copia la clave ahora" }).locator("code").waitFor();
  await page.getByRole("button", { name: "Ya la guardé" }).click();
  const row = page.getByRole("listitem").filter({ hasText: name });
  await row.getByRole("button", { name: "Revocar" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revocar" }).click();
  await row.getByText("Revocada").waitFor();
  await open("audit");
  await page.getByRole("listitem").filter({ hasText: "Lupita" }).first().click();
  await page.getByText(name).first().waitFor();
});

test("the second factor begins with the password and shows a code to scan", async () => {
  await open("security");
  await page.getByRole("button", { name: "Encender el segundo factor" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Contraseña actual").fill("no es esta");
  await dialog.getByRole("button", { name: "Continuar" }).click();
  await dialog.getByRole("alert").or(dialog.locator("[aria-invalid=true]")).first().waitFor();
  await dialog.getByLabel("Contraseña actual").fill(PERSON.password);
  await dialog.getByRole("button", { name: "Continuar" }).click();
  await dialog.getByAltText("Código QR para tu app de códigos").waitFor();
});

test("an advisor has neither reports nor keys, and their pages say so", async () => {
  await context.close();
  context = await newPerson(browser);
  page = await context.newPage();
  await enter(page, { email: "beto@laespiga.example", password: PERSON.password });
  expect(await page.getByRole("link", { name: "Informes" }).count()).toBe(0);
  await page.goto(`${ADDRESS}/reports`);
  await page.getByText("Los informes son de quien administra").waitFor();
  await open("profile");
  expect(await page.getByRole("link", { name: "Claves de API" }).count()).toBe(0);
});
