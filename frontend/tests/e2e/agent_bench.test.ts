import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { ADDRESS, enter, expectAccessible, newPerson, openBrowser } from "./browser";

const WRITE = "Escribe como si fueras cliente";

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

const pills = () => page.getByRole("button", { name: /^Turno \d/ });

async function begin(): Promise<void> {
  await enter(page);
  await page.goto(`${ADDRESS}/agent/bench`);
  await page.getByLabel(WRITE).waitFor();
  const anew = page.getByRole("button", { name: "Empezar de nuevo" });
  if (await anew.isEnabled()) await anew.click();
  await page.getByText("Prueba tu agente").waitFor();
}

async function say(text: string): Promise<void> {
  await page.getByLabel(WRITE).fill(text);
  await page.keyboard.press("Enter");
}

test("what is written is answered at once, its steps open, and the same is asked again", async () => {
  await begin();
  await expectAccessible(page, "empty");
  await say("¿Cuánto cuesta una concha?");
  await pills().first().waitFor();
  await page.getByRole("article", { name: "Agente" }).getByText("18 pesos").first().waitFor();
  const trace = page.getByRole("region", { name: "Por qué contestó así" });
  await trace.getByText("Enviado").waitFor();
  const review = trace.getByRole("button", { name: /^Revisión de datos/ });
  await trace.getByText("18 pesos · negocio").waitFor();
  await review.click();
  expect(await trace.getByText("18 pesos · negocio").count()).toBe(0);
  await expectAccessible(page, "answered");
  const before = await page.getByRole("article").count();
  await trace.getByRole("button", { name: "Repetir" }).click();
  await page.getByText("El agente está pensando").waitFor();
  await expect.poll(() => page.getByText("El agente está pensando").count()).toBe(0);
  expect(await page.getByRole("article").count()).toBe(before);
  await page.reload();
  await pills().first().waitFor();
  await page.getByRole("button", { name: "Guardar como caso" }).click();
  await page.waitForURL(/\/agent\/evals\?edit=/);
  const fields = page.getByRole("dialog").locator("textarea, input");
  await expect
    .poll(() => fields.evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value)))
    .toContain("¿Cuánto cuesta una concha?");
});

test("the draft is tried where it is chosen, and a conversation that people take over says so", async () => {
  await begin();
  await page.getByRole("button", { name: "Con qué agente" }).click();
  await page.getByRole("menuitemcheckbox", { name: "El borrador" }).click();
  await page.getByText("Borrador · nada de esto sale").waitFor();
  const setup = page.getByRole("button", { name: "Con qué agente" });
  await expect.poll(() => setup.isEnabled()).toBe(true);
  await say("Quiero hablar con una persona");
  await page.getByText("El agente pasó la conversación a tu equipo").waitFor();
  await expectAccessible(page, "handed");
  await page.goto(`${ADDRESS}/inbox`);
  await page.getByRole("heading", { name: "Chats" }).waitFor();
  expect(await page.getByText("Cliente de prueba").count()).toBe(0);
});

test("on a phone a turn opens over the conversation, and what cannot be read says so", async () => {
  await context.close();
  context = await newPerson(browser, true);
  page = await context.newPage();
  await begin();
  await say("¿Cuánto cuesta una concha?");
  await pills().first().click();
  const sheet = page.getByRole("dialog");
  await sheet.getByText("Enviado").waitFor();
  await expectAccessible(page, "sheet");
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  await page.route("**/v1/agent/bench", (route) => route.fulfill({ status: 503, json: { code: "unavailable" } }));
  await page.reload();
  await page.getByText("No pudimos abrir el banco de pruebas").waitFor({ timeout: 30_000 });
  await expectAccessible(page, "failed");
});
