import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { ADDRESS, enter, expectAccessible, linkOf, newPerson, openBrowser, PERSON } from "./browser";

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

test("from sign-up to a confirmed account in the empty inbox", async () => {
  const email = `ana${Date.now()}@ejemplo.example`;
  await page.goto(`${ADDRESS}/sign-up`);
  await page.getByLabel("Tu nombre").fill("Ana Ruiz");
  await page.getByLabel("Nombre del negocio").fill("Flores Ana");
  await page.getByLabel("Correo").fill(email);
  await page.getByLabel("Contraseña", { exact: true }).fill("flores de mayo 2026");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Crear cuenta" }).click();
  await page.getByRole("button", { name: "Entrar a mi negocio" }).click();
  await page.getByText("Aquí verás los mensajes de tus clientes").waitFor();
  await page.getByText("Confirma tu correo").waitFor();
  await expectAccessible(page);
  await page.goto(await linkOf(email, "/verify-email"));
  await expect.poll(() => page.url()).not.toContain("token");
  await page.getByRole("button", { name: "Confirmar mi correo" }).click();
  await page.getByText("Correo confirmado").waitFor();
  await page.getByRole("link", { name: "Ir a mis chats" }).click();
  await page.getByRole("heading", { name: "Chats" }).waitFor();
  expect(await page.getByText("Confirma tu correo").count()).toBe(0);
});

test("a wrong password is said once, at the form, and what was typed stays", async () => {
  await page.goto(`${ADDRESS}/log-in`);
  await page.getByLabel("Correo").fill(PERSON.email);
  await page.getByLabel("Contraseña", { exact: true }).fill("no es esta");
  await page.getByRole("button", { name: "Entrar" }).click();
  await page.getByRole("alert").waitFor();
  expect(await page.getByLabel("Correo").inputValue()).toBe(PERSON.email);
  await expectAccessible(page);
});

test("a forgotten password is changed by the mail's link", async () => {
  const email = `eva${Date.now()}@ejemplo.example`;
  await page.goto(`${ADDRESS}/sign-up`);
  await page.getByLabel("Tu nombre").fill("Eva");
  await page.getByLabel("Nombre del negocio").fill("Taller Eva");
  await page.getByLabel("Correo").fill(email);
  await page.getByLabel("Contraseña", { exact: true }).fill("la primera frase");
  await page.getByRole("button", { name: "Crear cuenta" }).click();
  await page.getByRole("button", { name: "Entrar a mi negocio" }).waitFor();
  await page.goto(`${ADDRESS}/forgot`);
  await page.getByLabel("Correo").fill(email);
  await page.getByRole("button", { name: "Mandar enlace" }).click();
  await page.goto(await linkOf(email, "/reset-password"));
  await page.getByLabel("Contraseña nueva").fill("la segunda frase");
  await page.getByRole("button", { name: "Guardar contraseña" }).click();
  await page.getByText("Contraseña guardada").waitFor();
  await enter(page, { email, password: "la segunda frase" });
});

test("a page that asks for a log-in is where one arrives after it; a log-out leaves nothing", async () => {
  await enter(page);
  expect(new URL(page.url()).pathname).toBe("/inbox");
  await page.locator("li a").first().click();
  await page.getByRole("textbox", { name: "Escribe un mensaje" }).fill("un secreto a medias");
  await expect.poll(() => page.evaluate(kept)).toHaveLength(1);
  await page.getByRole("button", { name: /^Tu cuenta/ }).click();
  await page.getByRole("menuitem", { name: "Salir" }).click();
  await page.waitForURL("**/log-in");
  expect(await page.evaluate(() => localStorage.getItem("recado.refresh"))).toBeNull();
  await page.getByLabel("Correo").waitFor();
  expect(await page.evaluate(kept)).toEqual([]);
});

test("the texts are English for who chooses it", async () => {
  await page.goto(`${ADDRESS}/log-in`);
  await page.getByLabel("Idioma").selectOption("en");
  await page.getByRole("heading", { name: "Log in to your business" }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
});

/** Returns the names of the drafts this browser keeps. */
function kept(): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("keyval-store");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const base = opening.result;
      if (!base.objectStoreNames.contains("keyval")) return resolve([]);
      const asking = base.transaction("keyval").objectStore("keyval").getAllKeys();
      asking.onsuccess = () => {
        base.close();
        resolve(asking.result.map(String).filter((name) => name.startsWith("draft ")));
      };
    };
  });
}
