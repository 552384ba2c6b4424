import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { ADDRESS, customerWrites, enter, expectAccessible, newPerson, openBrowser, PERSON } from "./browser";

let browser: Browser;
let context: BrowserContext;
let page: Page;
let number = 5_215_500_000_000 + (Date.now() % 10_000_000);

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await newPerson(browser);
  page = await context.newPage();
});
afterEach(() => context.close());

/** A new customer writes; returns their name. */
async function written(text: string): Promise<{ name: string; phone: string }> {
  number += 1;
  const customer = { name: `Cliente ${number}`, phone: String(number) };
  await customerWrites(customer.phone, customer.name, text);
  return customer;
}

const row = (name: string) => page.getByRole("link", { name: new RegExp(name) });
const log = () => page.getByRole("log");
const composer = () => page.getByRole("textbox", { name: "Escribe un mensaje" });

test("a customer's message appears, is answered, and the answer shows its two ticks", async () => {
  await enter(page);
  const { name } = await written("¿Tienen conchas?");
  await row(name).click();
  await log().getByText("¿Tienen conchas?").waitFor();
  await composer().fill("Sí, *recién* salidas");
  await page.keyboard.press("Enter");
  const answer = page.getByRole("article", { name: "Mensaje tuyo" }).filter({ hasText: "recién" });
  await answer.getByText(/Entregado|Leído/).waitFor();
  expect(await answer.locator("strong").textContent()).toBe("recién");
  await page.getByText("En pausa hasta").waitFor(); // a person answered: the agent waits
});

test("what comes while a conversation is open joins its end, and a new row goes to the top of the list", async () => {
  await enter(page);
  const customer = await written("primero");
  await row(customer.name).click();
  await log().getByText("primero").waitFor();
  await customerWrites(customer.phone, customer.name, "segundo");
  await log().getByText("segundo").waitFor();
  expect(await page.getByRole("listitem").first().textContent()).toContain(customer.name);
});

test("a note is for the team alone and never leaves", async () => {
  await enter(page);
  const { name } = await written("hola");
  await row(name).click();
  await page.getByRole("tab", { name: "Nota" }).click();
  await page.getByRole("textbox", { name: "Escribe una nota para tu equipo" }).fill("Cuidado con la nuez");
  await page.keyboard.press("Enter");
  await log().getByText("Solo tu equipo lo ve").waitFor();
  await log().getByText("Cuidado con la nuez").waitFor();
});

test("a draft belongs to its conversation and outlives a reload", async () => {
  await enter(page);
  const [first, second] = [await written("uno"), await written("dos")];
  await row(first.name).click();
  await composer().fill("todavía no");
  await page.waitForTimeout(400); // the time a draft takes to be kept
  await row(second.name).click();
  await log().getByText("dos").waitFor();
  expect(await composer().inputValue()).toBe("");
  await row(first.name).click();
  await page.reload();
  await expect.poll(() => composer().inputValue()).toBe("todavía no");
});

test("offline one reads on; what is written is sent when the network is back, once", async () => {
  await enter(page);
  const { name } = await written("¿siguen ahí?");
  await row(name).click();
  await log().getByText("¿siguen ahí?").waitFor();
  await context.setOffline(true);
  await composer().fill("aquí seguimos");
  await page.keyboard.press("Enter");
  await page.getByText("Sin conexión").waitFor();
  await log().getByText("aquí seguimos").waitFor();
  await context.setOffline(false);
  const answer = page.getByRole("article", { name: "Mensaje tuyo" }).filter({ hasText: "aquí seguimos" });
  await answer.getByText(/Entregado|Leído/).waitFor();
  expect(await log().getByText("aquí seguimos").count()).toBe(1);
});

test("a session that ends in the middle of a draft asks to log in over the page, and nothing is lost", async () => {
  await enter(page);
  const { name, phone } = await written("hola");
  await row(name).click();
  await composer().fill("a medias");
  await page.evaluate(() => localStorage.setItem("recado.refresh", "gone"));
  await page.route("**/v1/**", (route) => {
    const headers = route.request().headers();
    if (headers.authorization) return route.fulfill({ status: 401, json: { code: "unauthorized" } });
    return route.fallback();
  });
  await page.getByRole("dialog", { name: "Tu sesión terminó" }).waitFor();
  await page.unroute("**/v1/**");
  await page
    .getByRole("dialog")
    .getByLabel("Contraseña", { exact: true })
    .fill(process.env.WEB_APP_PASSWORD ?? "");
  await page.getByRole("dialog").getByRole("button", { name: "Entrar" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await composer().inputValue()).toBe("a medias");
  await composer().press("Enter");
  await log().getByText("a medias").waitFor();
  await customerWrites(phone, name, "¿sigues ahí?");
  await log().getByText("¿sigues ahí?").waitFor(); // what is new comes again as well
});

test("older messages come above without moving the one that is read", async () => {
  await enter(page);
  await page.goto(`${ADDRESS}/inbox/${await longest()}`);
  const box = log();
  await box.getByRole("article").first().waitFor();
  for (let step = 0; step < 4; step++) {
    const before = await page.evaluate(position);
    await page.evaluate(scrollUp);
    await page.waitForTimeout(300);
    expect(await page.evaluate(position)).not.toEqual(before);
  }
  const [read, top] = await page.evaluate(middle);
  await page.waitForTimeout(1_000); // anything that still comes above has time to
  expect(await page.evaluate(topOf, read)).toBe(top);
});

test("two tabs share one session: both go on working when the token is renewed", async () => {
  await enter(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole("heading", { name: "Chats" }).waitFor();
  let refreshes = 0;
  context.on("request", (request) => {
    if (request.url().endsWith("/v1/auth/refresh")) refreshes += 1;
  });
  await Promise.all([page.reload(), other.reload()]);
  await page.getByRole("heading", { name: "Chats" }).waitFor();
  await other.getByRole("heading", { name: "Chats" }).waitFor();
  expect(refreshes).toBe(2); // each page has none in memory after a reload, one after the other
  expect(await page.getByRole("dialog").count()).toBe(0);
});

test("by keyboard alone: to the next conversation, an answer, the contact", async () => {
  await enter(page);
  await written("con teclado");
  await page.getByRole("listitem").first().getByText("Cliente").waitFor();
  await page.keyboard.press("Alt+ArrowDown");
  await log().waitFor();
  await composer().focus();
  await page.keyboard.type("va sin ratón");
  await page.keyboard.press("Enter");
  await log().getByText("va sin ratón").waitFor();
  const contact = page.getByRole("complementary", { name: "Contacto" });
  await contact.waitFor();
  await page.keyboard.press("Alt+KeyI");
  await contact.waitFor({ state: "detached" });
});

test.each([
  { narrow: false, colorScheme: "light" as const },
  { narrow: false, colorScheme: "dark" as const },
  { narrow: true, colorScheme: "light" as const },
  { narrow: true, colorScheme: "dark" as const },
])("axe has nothing against list and chat ($colorScheme, narrow: $narrow)", async ({ narrow, colorScheme }) => {
  await context.close();
  context = await newPerson(browser, narrow);
  page = await context.newPage();
  await page.emulateMedia({ colorScheme });
  await enter(page);
  const { name } = await written("¿se ve bien?");
  await row(name).waitFor();
  await expectAccessible(page);
  await row(name).click();
  await log().getByText("¿se ve bien?").waitFor();
  await expectAccessible(page);
});

/** Returns the id of a conversation of the contact with the most messages. */
async function longest(): Promise<string> {
  const call = async (path: string, token: string | null, body?: object) => {
    const response = await fetch(`${ADDRESS}/v1/${path}`, {
      ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
      headers: { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    });
    return response.json();
  };
  const { access_token: token } = await call("auth/log-in", null, PERSON);
  const { items } = await call("contacts?limit=100", token);
  const [most] = items.sort((a: { messages: number }, b: { messages: number }) => b.messages - a.messages);
  return (await call(`conversations?contact_id=${most.id}`, token)).items[0].id;
}

function position(): number[] {
  const box = document.querySelector('[role="log"]');
  return box ? [box.scrollTop, box.scrollHeight] : [];
}

function scrollUp(): void {
  const box = document.querySelector('[role="log"]');
  if (box) box.scrollTop = Math.max(200, box.scrollTop - 700);
}

/** Returns the text of the message nearest to the middle of the view, and where its upper edge is. */
function middle(): [string, number] {
  const box = document.querySelector('[role="log"]');
  const articles = [...(box?.querySelectorAll("article") ?? [])];
  const centre = (box?.getBoundingClientRect().top ?? 0) + (box?.clientHeight ?? 0) / 2;
  const distance = (each: Element) => Math.abs(each.getBoundingClientRect().top - centre);
  const nearest = articles.sort((a, b) => distance(a) - distance(b))[0];
  const index = nearest?.closest("[data-index]")?.getAttribute("style") ?? "";
  return [nearest?.textContent ?? index, Math.round(nearest?.getBoundingClientRect().top ?? 0)];
}

function topOf(text: string): number {
  const articles = [...document.querySelectorAll('[role="log"] article')];
  const found = articles.find((each) => each.textContent === text);
  return Math.round(found?.getBoundingClientRect().top ?? Number.NaN);
}
