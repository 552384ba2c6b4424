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

test("a template is written in words, mended before Meta sees it, submitted, copied to English and deleted", async () => {
  await enter(page);
  await page.goto(`${ADDRESS}/templates`);
  const name = `pedido_listo_${Date.now()}`;
  await page.getByRole("button", { name: "Nueva plantilla" }).first().click();
  await page.getByRole("dialog").getByLabel("Nombre").fill(name.replaceAll("_", " "));
  await page.getByRole("dialog").getByRole("button", { name: "Empezar a escribir" }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();

  const text = page.getByRole("textbox", { name: "Mensaje" });
  await text.click();
  await page.keyboard.type("Hola, tu pedido está listo. Te lo guardamos hasta las ");
  await page.getByRole("button", { name: "Agregar variable" }).click();
  await page.getByLabel("¿Qué dato va aquí?").fill("Hora límite");
  await page.keyboard.press("Enter");
  await page.getByText(/^Una variable no puede ser lo primero ni lo último/).waitFor();
  await page.getByText(/^Falta un ejemplo para: hora_limite/).waitFor();
  await expectAccessible(page);
  await text.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" horas. Gracias.");
  await page.getByLabel("Ejemplo de hora limite").fill("19:30");
  await page.getByText(/^Una variable no puede/).waitFor({ state: "detached" });
  const phone = page.getByRole("region", { name: "El mensaje" });
  await phone.getByText("Te lo guardamos hasta las 19:30 horas. Gracias.").waitFor();
  await page.getByRole("radio", { name: "Con variables" }).click();
  await phone.getByText("hora limite").waitFor();
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.getByRole("button", { name: "Agregar botón" }).click();
  await page.getByRole("menuitem", { name: "Abrir enlace" }).click();
  await page.getByRole("button", { name: "Enviar a revisión" }).click();
  await page.getByText(/^Meta la rechazaría así/).waitFor();
  await page.getByLabel("Texto del botón 1").fill("Cómo llegar");
  await page.getByLabel("Enlace del botón 1").fill("https://laespiga.example/roma");
  await page.getByText(/^Guardado/).waitFor();
  await page.getByRole("button", { name: "Enviar a revisión" }).click();
  await page.getByText("En revisión").or(page.getByText("Aprobada")).first().waitFor();

  await page.getByRole("button", { name: `Acciones para ${name}` }).click();
  await page.getByRole("menuitem", { name: "Copiar a otro idioma" }).click();
  await page.getByRole("dialog").getByLabel("Idioma").selectOption("en_US");
  await page.getByRole("dialog").getByRole("button", { name: "Copiar a otro idioma" }).click();
  await page.getByText("Borrador").first().waitFor();
  expect(await text.textContent()).toContain("hasta las hora limite horas");
  await text.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Your order is ready.");
  await page.getByRole("link", { name: "Plantillas" }).first().click(); // what was typed last is kept on the way out
  await page.getByRole("searchbox", { name: "Buscar por nombre" }).fill(name);
  await page.getByRole("link", { name: new RegExp(`^${name} · Inglés`) }).click();
  await page.getByRole("textbox", { name: "Mensaje" }).getByText("Your order is ready.").waitFor();
  await deleteOpen(name);
  await page.getByRole("link", { name: new RegExp(`^${name} · Español`) }).click();
  await deleteOpen(name);
  await page.getByRole("heading", { name, level: 2 }).waitFor({ state: "detached" });
});

async function deleteOpen(name: string): Promise<void> {
  await page.getByRole("button", { name: `Acciones para ${name}` }).click();
  await page.getByRole("menuitem", { name: "Eliminar plantilla" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Eliminar plantilla" }).click();
  await page.waitForURL(/\/templates$/);
}

test("the header's example file goes to Meta", async () => {
  await enter(page);
  await page.goto(`${ADDRESS}/templates`);
  const name = `con_foto_${Date.now()}`;
  await page.getByRole("button", { name: "Nueva plantilla" }).first().click();
  await page.getByRole("dialog").getByLabel("Nombre").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Empezar a escribir" }).click();
  await page.getByRole("radio", { name: "Imagen" }).click();
  await page.getByText(/^Falta un archivo de ejemplo/).waitFor();
  const picture = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  await page
    .getByLabel("Elegir un ejemplo")
    .setInputFiles({ name: "pastel.png", mimeType: "image/png", buffer: picture });
  await page.getByText("pastel.png").waitFor();
  await page.getByText(/^Falta un archivo de ejemplo/).waitFor({ state: "detached" });
});

test("an advisor sees the templates and cannot change them", async () => {
  await enter(page, { email: "beto@laespiga.example", password: "pan de muerto 2026" });
  await page.goto(`${ADDRESS}/templates`);
  await page.getByRole("heading", { name: "Plantillas" }).waitFor();
  expect(await page.getByRole("button", { name: "Nueva plantilla" }).count()).toBe(0);
  expect(await page.getByRole("button", { name: "Traer de Meta" }).count()).toBe(0);
});
