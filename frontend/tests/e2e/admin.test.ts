import { createHmac } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { ADDRESS, customerWrites, enter, expectAccessible, newPerson, openBrowser, PERSON } from "./browser";

const PLATFORM = { email: "carla@recado.example", password: PERSON.password };
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

test("a super admin is let in with a second factor, sees every business, and follows what happens", async () => {
  await page.goto(`${ADDRESS}/admin`);
  await page.getByLabel("Correo").fill(PLATFORM.email);
  await page.getByLabel("Contraseña", { exact: true }).fill(PLATFORM.password);
  await page.getByRole("button", { name: "Entrar" }).click();
  await page.getByRole("heading", { name: "Falta el segundo factor" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Encender el segundo factor" }).click();
  const secret = await switchOnFactor(page);
  await page.goto(`${ADDRESS}/admin/businesses`);
  await page.getByRole("searchbox").fill("espiga");
  const row = page.getByRole("row").filter({ hasText: "La Espiga" });
  await row.waitFor();
  await expectAccessible(page);
  await row.getByRole("button", { name: "Acciones para La Espiga" }).click();
  await page.getByRole("menuitem", { name: "Sus eventos" }).click();
  const log = page.getByRole("region", { name: "Consola" });
  await log.getByRole("listitem").first().waitFor();
  await expectAccessible(page);
  const first = log.getByRole("listitem").first();
  const before = await first.textContent();
  const phone = `52155${String(Date.now()).slice(-8)}`;
  await customerWrites(phone, "Rita", "¿Tienen roscas?"); // a new contact is given to whose turn it is
  await expect.poll(() => first.textContent(), { timeout: 10_000 }).not.toBe(before);
  await first.getByRole("button").first().click();
  await first.getByText('"contact.assigned"').waitFor();
  await expectAccessible(page);
  await customerWrites(`${phone.slice(0, -1)}${(Number(phone.at(-1)) + 1) % 10}`, "Rosa", "¿Y conchas?");
  await log.getByText(/eventos? nuevos? esperan? arriba/).waitFor(); // what is read is not moved

  await page.getByRole("link", { name: "Usuarios" }).click();
  await page
    .getByRole("row")
    .filter({ hasText: "Carla Montaño" })
    .getByRole("cell")
    .nth(1)
    .getByText("Súper admin")
    .waitFor();
  await expectAccessible(page);
  await switchOffFactor(page, secret);
  await page.goto(ADDRESS); // of no business: nothing of one is shown
  await page.getByRole("heading", { name: "Aún no tienes un negocio" }).waitFor();
  await expectAccessible(page);
});

test("somebody founds a second business, works in it, and goes back", async () => {
  await enter(page, { email: "diego@laespiga.example", password: PERSON.password });
  await page.goto(`${ADDRESS}/settings/business`);
  await page.getByRole("button", { name: "Crear otro negocio" }).click();
  const dialog = page.getByRole("dialog");
  const name = `Taller ${Date.now()}`;
  await dialog.getByLabel("Nombre").fill(name);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Crear y entrar" }).click();
  await page.waitForURL(`${ADDRESS}/`);
  await page.goto(`${ADDRESS}/settings/business`);
  const mine = page.getByRole("listitem").filter({ hasText: name });
  await mine.getByText("Estás aquí").waitFor();
  await mine.getByText("Propietario").waitFor();
  expect(await page.getByLabel("Nombre").inputValue()).toBe(name);
  await page.getByRole("button", { name: "Entrar en La Espiga" }).click();
  await page.waitForURL(`${ADDRESS}/`);
  await page.goto(`${ADDRESS}/settings/business`);
  await page.getByRole("listitem").filter({ hasText: "La Espiga" }).getByText("Estás aquí").waitFor();
});

test("others are told that the area is not theirs, and nothing of it is asked for", async () => {
  await enter(page);
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes("/v1/admin/")) asked += 1;
  });
  await page.goto(`${ADDRESS}/admin/businesses`);
  await page.getByRole("heading", { name: "Esta parte es de quien cuida la plataforma" }).waitFor();
  expect(await page.getByRole("table").count()).toBe(0);
  expect(asked).toBe(0);
});

async function switchOnFactor(on: Page): Promise<string> {
  await on.getByRole("button", { name: "Encender el segundo factor" }).click();
  const dialog = on.getByRole("dialog");
  await dialog.getByLabel("Contraseña actual", { exact: true }).fill(PLATFORM.password);
  await dialog.getByRole("button", { name: "Continuar" }).click();
  const secret = ((await dialog.locator("code").textContent()) ?? "").replace(/\s/g, "");
  await dialog.getByLabel(/^Código/).fill(codeOf(secret));
  await dialog.getByRole("button", { name: "Encender", exact: true }).click();
  await on.getByRole("button", { name: "Ya los guardé" }).click();
  return secret;
}

async function switchOffFactor(on: Page, secret: string): Promise<void> {
  await on.goto(`${ADDRESS}/settings/security`);
  await on.getByRole("button", { name: /^Apagar/ }).click();
  const dialog = on.getByRole("dialog");
  await dialog.getByLabel("Contraseña actual", { exact: true }).fill(PLATFORM.password);
  await dialog.getByLabel(/^Código/).fill(codeOf(secret, 1)); // the code of confirming is used up
  await dialog.getByRole("button", { name: /^Apagar/ }).click();
  await on.getByRole("button", { name: "Encender el segundo factor" }).waitFor();
}

/** Returns the code an authenticator shows (RFC 6238). ahead: so many half minutes from now, which is taken as well. */
function codeOf(secret: string, ahead = 0): string {
  const bits = [...secret.toUpperCase().replace(/=+$/, "")]
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const digest = createHmac("sha1", key).update(counter).digest();
  const at = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
