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

test("somebody is invited, joins by the mail's link as an advisor, and sees nothing an advisor may not do", async () => {
  await enter(page);
  await page.getByRole("link", { name: "Equipo" }).click();
  await page.getByRole("table", { name: "Equipo" }).waitFor();
  await expectAccessible(page);
  const email = `nora${Date.now()}@ejemplo.example`;
  await page.getByRole("button", { name: "Invitar" }).click();
  await page.getByRole("dialog").getByLabel("Correo").fill(email);
  await page.getByRole("dialog").getByRole("button", { name: "Mandar invitación" }).click();
  await page.getByRole("listitem").filter({ hasText: email }).getByText("vence en 7 días").waitFor();

  const other = await newPerson(browser);
  const guest = await other.newPage();
  await guest.goto(await linkOf(email, "/join"));
  await guest.getByRole("heading", { name: "Únete a La Espiga" }).waitFor();
  await expectAccessible(guest);
  await guest.getByLabel("Tu nombre").fill("Nora Vega");
  await guest.getByLabel("Contraseña", { exact: true }).fill("una frase para nora");
  await guest.getByRole("button", { name: "Unirme" }).click();
  await guest.getByRole("heading", { name: "Chats" }).waitFor();
  await guest.goto(`${ADDRESS}/team`);
  await guest.getByRole("row").filter({ hasText: "Nora Vega" }).waitFor();
  expect(await guest.getByRole("button", { name: "Invitar" }).count()).toBe(0);
  expect(await guest.getByRole("button", { name: /Acciones para (?!Nora)/ }).count()).toBe(0);
  await guest.goto(`${ADDRESS}/contacts`);
  await guest.getByRole("heading", { name: "Contactos" }).waitFor();
  expect(await guest.getByRole("button", { name: "Exportar" }).count()).toBe(0);
  await other.close();

  await page.getByRole("row").filter({ hasText: "Nora Vega" }).waitFor(); // sync told of the new member
  await page.getByRole("button", { name: "Acciones para Nora Vega" }).click();
  await page.getByRole("menuitem", { name: "Quitar del equipo" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Quitar del equipo" }).click();
  await page.getByRole("row").filter({ hasText: "Nora Vega" }).waitFor({ state: "detached" });
});

test("who is away is shown so, and comes back", async () => {
  await enter(page);
  await page.goto(`${ADDRESS}/team`);
  const row = page.getByRole("row").filter({ hasText: PERSON.email });
  await row.getByRole("button", { name: /^Acciones para/ }).click();
  await page.getByRole("menuitem", { name: "Marcar como ausente" }).click();
  await row.getByText("Ausente").waitFor();
  await row.getByRole("button", { name: /^Acciones para/ }).click();
  await page.getByRole("menuitem", { name: "Ya está de vuelta" }).click();
  await row.getByText("Disponible").waitFor();
});
