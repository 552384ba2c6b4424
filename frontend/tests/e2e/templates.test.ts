import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADDRESS, enter, newPerson, openBrowser } from "./browser";

let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  context = await newPerson(browser);
  page = await context.newPage();
  await enter(page);
});
afterAll(() => browser.close());

test("a template is written, seen on the phone, said what Meta would refuse, and submitted", async () => {
  await page.getByRole("link", { name: "Plantillas" }).click();
  await page.getByText("pedido_listo").first().waitFor();
  await page.getByRole("button", { name: "Nueva plantilla" }).click();
  const name = `prueba_${Date.now()}`;
  await page.getByRole("dialog").getByLabel("Nombre").fill(name.replaceAll("_", " "));
  await page.getByRole("dialog").getByRole("button", { name: "Continuar" }).click();
  await page.getByRole("heading", { name }).waitFor();
  const body = page.getByRole("textbox", { name: "Mensaje" });
  await body.fill("Hola, tu pedido está listo ");
  await page.getByRole("button", { name: "Agregar variable" }).click();
  await page.getByLabel("Ejemplo de nombre").fill("Mariana");
  await page.getByRole("region", { name: "Vista previa" }).getByText("está listo Mariana").waitFor();
  await page.getByRole("button", { name: "Enviar a revisión" }).click();
  await page.locator("p.text-warn").first().waitFor(); // a variable may not end it
  await body.fill("Hola, {{nombre}}. Tu pedido ya está listo para recoger.");
  await page.getByRole("button", { name: "Enviar a revisión" }).click();
  await page
    .getByText(/En revisión|Aprobada/)
    .first()
    .waitFor();
  await page.goto(`${ADDRESS}/templates`);
  const row = page.getByRole("listitem").filter({ hasText: name });
  await row.getByRole("button", { name: `Acciones de ${name}` }).click();
  await page.getByRole("menuitem", { name: "Eliminar plantilla" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Eliminar plantilla" }).click();
  await expect.poll(() => row.count()).toBe(0);
});
