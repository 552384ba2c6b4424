import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { customerWrites, enter, expectAccessible, newPerson, openBrowser } from "./browser";

let browser: Browser;
let context: BrowserContext;
let page: Page;
let number = 5_215_600_000_000 + (Date.now() % 10_000_000);

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await newPerson(browser);
  page = await context.newPage();
});
afterEach(() => context.close());

async function customer(...texts: string[]): Promise<{ name: string; phone: string }> {
  number += 1;
  const who = { name: `Cliente ${number}`, phone: String(number) };
  for (const text of texts) await customerWrites(who.phone, who.name, text);
  return who;
}

const row = (name: string) => page.getByRole("link", { name: new RegExp(name) });
const log = () => page.getByRole("log");
const composer = () => page.getByRole("textbox", { name: "Escribe un mensaje" });

test("a search finds what was written, and opens the chat at it", async () => {
  await enter(page);
  const word = `marquesote${Date.now()}`;
  const { name, phone } = await customer(`¿Tienen ${word} sin nuez?`);
  await row(name).waitFor();
  await page.getByRole("searchbox", { name: "Buscar personas o mensajes" }).fill(word);
  const messages = page.getByRole("region", { name: "Mensajes", exact: true });
  await messages.getByText(name).waitFor();
  expect(await messages.locator("mark").first().textContent()).toBe(word);
  await messages.getByRole("link").click();
  await log().getByText(word).waitFor();
  expect(page.url()).toContain("message=");
  await customerWrites(phone, name, "y también bolillos");
  await log().getByText("y también bolillos").waitFor();
});

test("in a chat one goes from hit to hit", async () => {
  await enter(page);
  const { name } = await customer("un bolillo", "dos conchas", "tres bolillos");
  await row(name).click();
  await log().getByText("tres bolillos").waitFor();
  await page.keyboard.press("Control+Shift+F");
  await page.getByRole("searchbox", { name: "Buscar en este chat" }).fill("bolillo");
  await page.getByText("1 de 2").waitFor();
  await page.getByRole("button", { name: "Resultado anterior" }).click();
  await page.getByText("2 de 2").waitFor();
  await page.keyboard.press("Escape");
});

test("a reaction is given and taken back, a quote is answered", async () => {
  await enter(page);
  const { name } = await customer("gracias por el pastel");
  await row(name).click();
  const bubble = page.getByRole("article", { name: "Mensaje del cliente" }).filter({ hasText: "gracias" });
  await bubble.hover();
  await bubble.getByRole("button", { name: "Más acciones del mensaje" }).click();
  await page.getByRole("menuitem", { name: "Reaccionar con ❤️" }).click();
  await bubble.getByRole("button", { name: "Quitar tu reacción" }).click();
  await expect.poll(() => bubble.getByRole("button", { name: "Quitar tu reacción" }).count()).toBe(0);
  await bubble.hover();
  await bubble.getByRole("button", { name: "Responder a este mensaje" }).click();
  await composer().fill("¡con gusto!");
  await page.keyboard.press("Enter");
  await page
    .getByRole("button", { name: "Ir a ese mensaje" })
    .or(page.getByTitle("Ir a ese mensaje"))
    .first()
    .waitFor();
});

test("an answer of the agent says why it was given, in either theme, and what fails is tried again", async () => {
  await enter(page);
  const { name } = await customer("Quiero hablar con una persona");
  await row(name).click();
  const bubble = page.getByRole("article", { name: "Mensaje tuyo" }).filter({ hasText: "Te paso con una persona" });
  await bubble.waitFor();
  const why = async () => {
    await bubble.hover();
    await bubble.getByRole("button", { name: "Más acciones del mensaje" }).click();
    await page.getByRole("menuitem", { name: "Por qué dijo esto" }).press("Enter");
  };
  await page.route("**/turn", (route) => route.abort(), { times: 1 });
  await why();
  const sheet = page.getByRole("dialog", { name: "Por qué dijo esto" });
  await sheet.getByRole("button", { name: "Reintentar" }).click();
  await sheet.getByText("Pasó a tu equipo").first().waitFor();
  await sheet.getByRole("region", { name: "Pidió" }).getByText('"lo_pide"').waitFor();
  const tool = sheet.getByRole("button", { name: /pedir_humano/ });
  await tool.press("Enter");
  expect(await tool.getAttribute("aria-expanded")).toBe("false");
  await tool.press("Enter");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, colorScheme);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page, "narrow");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
});

test("what is written and not sent shows in the list", async () => {
  await enter(page);
  const { name } = await customer("hola");
  await row(name).click();
  await composer().fill("aún lo pienso");
  await row(name).getByText("Borrador:").waitFor();
  await composer().fill("");
  await expect.poll(() => row(name).getByText("Borrador:").count()).toBe(0);
});

test("by keyboard alone: palette, messages, parts of the page, emoji", async () => {
  await enter(page);
  const { name } = await customer("por teclado");
  await row(name).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill(name);
  const person = page.getByRole("option").filter({ hasText: name });
  await person.waitFor();
  await page.keyboard.press("Enter");
  await log().getByText("por teclado").waitFor();
  await composer().focus();
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => page.evaluate(() => document.activeElement?.hasAttribute("data-message"))).toBe(true);
  await page.keyboard.press("r");
  await page.getByRole("button", { name: "Quitar la cita" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("F6");
  await page.getByRole("button", { name: "Emoji" }).click();
  await page.getByRole("searchbox", { name: "Buscar emoji" }).fill("pastel de cumpleaños");
  await page.getByRole("gridcell").first().click();
  await expect.poll(() => composer().inputValue()).toMatch(/\p{Extended_Pictographic}/u);
});
