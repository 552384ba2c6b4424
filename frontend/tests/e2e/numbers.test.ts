import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADDRESS, expectAccessible, linkOf, newPerson, openBrowser, WEB_PHONE } from "./browser";

let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  context = await newPerson(browser);
  page = await context.newPage();
});
afterAll(() => browser.close());

async function post(path: string, body: object): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(`${WEB_PHONE}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  expect(response.status).toBeLessThan(300);
}

test("a new business links its phone by QR and answers its first customer", async () => {
  const moment = Date.now();
  await page.goto(`${ADDRESS}/sign-up`);
  await page.getByLabel("Tu nombre").fill("Rita");
  await page.getByLabel("Nombre del negocio").fill("Taller Rita");
  const email = `rita${moment}@ejemplo.example`;
  await page.getByLabel("Correo").fill(email);
  await page.getByLabel("Contraseña", { exact: true }).fill("tornillos y tuercas");
  await page.getByRole("button", { name: "Crear cuenta" }).click();
  await page.getByRole("button", { name: "Entrar a mi negocio" }).click();
  await page.getByRole("link", { name: "Conecta tu WhatsApp" }).waitFor();
  await page.goto(await linkOf(email, "/verify-email"));
  await page.getByRole("button", { name: "Confirmar mi correo" }).click();
  await page.getByRole("link", { name: "Ir a mis chats" }).click();
  await page.getByRole("link", { name: "Conecta tu WhatsApp" }).click();
  await page.getByText("Con el número conectado").waitFor();
  await expectAccessible(page);
  await page.getByRole("main").getByRole("button", { name: "Conectar un número" }).first().click();
  await page.getByRole("button", { name: /^Con tu teléfono/ }).click();
  await page.getByLabel("Cómo le dices a este número").fill("Mostrador");
  await page.getByRole("button", { name: "Continuar" }).click();
  await page.getByRole("img", { name: "Código QR para vincular el teléfono" }).waitFor({ timeout: 40_000 });
  await expectAccessible(page);
  const answer = await page.waitForResponse((each) => each.url().endsWith("/session") && each.status() === 200);
  const phone = `5215${String(moment).slice(-9)}`;
  await post("/_sim/scan", { phone, code: (await answer.json()).qr, name: "Taller Rita" });
  await page.getByText("Tu número está en línea").waitFor({ timeout: 40_000 });
  await page.getByRole("button", { name: "Listo" }).click();
  await page.getByText("En línea", { exact: true }).waitFor();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Chats" }).click();
  await post("/_sim/messages", { session: phone, from: "5215550001111", name: "Primer cliente", text: "¿abren hoy?" });
  await page.getByRole("link", { name: /Primer cliente/ }).click();
  await page.getByRole("log").getByText("¿abren hoy?").waitFor();
  await page.getByRole("textbox", { name: "Escribe un mensaje" }).fill("Sí, hasta las seis");
  await page.keyboard.press("Enter");
  const sent = page.getByRole("article", { name: "Mensaje tuyo" }).filter({ hasText: "hasta las seis" });
  await sent.getByText(/Enviado|Entregado|Leído/).waitFor({ timeout: 40_000 });
}, 180_000);
