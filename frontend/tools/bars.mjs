// Measures the web app in a browser, on a product that is running. Prints JSON: milliseconds, and rows.
import { chromium } from "playwright-core";

const ADDRESS = process.env.WEB_APP_URL;
const PHONE = process.env.META_SIMULATOR_URL;
const NUMBER = process.env.WEB_APP_NUMBER;
const PERSON = { email: process.env.WEB_APP_EMAIL, password: process.env.WEB_APP_PASSWORD };
const SWITCHED = 12;
const WRITTEN = 10;
const FRAMES = 240;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "es-MX" });
const page = await context.newPage();
const figures = {};

await page.goto(`${ADDRESS}/log-in`);
await page.locator("input[type=email]").waitFor();
await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
figures.logInShown = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);

const { refresh_token } = await (await page.request.post(`${ADDRESS}/v1/auth/log-in`, { data: PERSON })).json();
await page.evaluate((token) => localStorage.setItem("recado.refresh", token), refresh_token);
await page.goto(`${ADDRESS}/inbox`);
await page.locator("[data-pane=list] li a").first().waitFor();
figures.listShown = await page.evaluate(() => performance.now());

const links = await page.evaluate(
  (count) => [...document.querySelectorAll("[data-pane=list] li a")].slice(0, count).map((link) => link.href),
  SWITCHED,
);
for (const href of links) await switchTo(href); // the first time each is fetched
figures.switch = [];
for (const href of links) figures.switch.push(await switchTo(href));

figures.shown = [];
for (let number = 0; number < WRITTEN; number += 1) figures.shown.push(await written(number));

Object.assign(figures, await scrolled());
await browser.close();
process.stdout.write(JSON.stringify(figures));

/** Milliseconds from the press of a row until its messages were painted. */
function switchTo(href) {
  return page.evaluate(async (to) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const link = [...document.querySelectorAll("[data-pane=list] li a")].find((each) => each.href === to);
    if (!link) return null;
    link.dispatchEvent(new PointerEvent("pointerenter", { bubbles: true }));
    const begun = performance.now();
    link.click();
    const path = new URL(to).pathname;
    while (location.pathname !== path || !document.querySelector("[data-pane=messages] [data-index]")) await frame();
    await frame();
    return performance.now() - begun;
  }, href);
}

/** Milliseconds from a customer's message, at the simulated Meta, until the list shows it. */
async function written(number) {
  const name = `Medida ${Date.now()} ${number}`;
  const begun = performance.now();
  await fetch(`${PHONE}/_sim/messages`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      phone_number_id: NUMBER,
      from: String(5_215_700_000_000 + (Date.now() % 10_000_000) * 10 + number),
      name,
      type: "text",
      text: { body: "hola" },
    }),
  });
  await page.getByRole("link", { name: new RegExp(name) }).waitFor();
  return performance.now() - begun;
}

/** Scrolls through the list: how long frames take, and how many rows stand in the page at most. */
function scrolled() {
  return page.evaluate(async (count) => {
    const box = document.querySelector("[data-pane=list] ul").parentElement;
    const frames = [];
    let rows = 0;
    let before = performance.now();
    for (let at = 0; at < count; at += 1) {
      box.scrollBy(0, 120);
      await new Promise((done) => requestAnimationFrame(done));
      const now = performance.now();
      frames.push(now - before);
      before = now;
      rows = Math.max(rows, document.querySelectorAll("[data-pane=list] li").length);
    }
    return { frames, rows };
  }, FRAMES);
}
