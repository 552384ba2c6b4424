import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADDRESS, customerWrites, enter, newPerson, openBrowser } from "./browser";

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test("the browser tells who wrote, and nothing of what; the open conversation makes no noise", async () => {
  const context = await newPerson(browser);
  await context.grantPermissions(["notifications"], { origin: ADDRESS });
  await context.addInitScript(() => {
    localStorage.setItem("recado.browser", "all");
    localStorage.setItem("recado.sound", "all");
    const told: string[] = [];
    Object.assign(window, { told });
    ServiceWorkerRegistration.prototype.showNotification = async (title, options) => {
      told.push(`${title}: ${options?.body}`);
    };
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...times) {
      told.push("tone");
      return start.apply(this, times);
    };
  });
  const page = await context.newPage();
  await enter(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForTimeout(1500); // sync has its cursor: what comes from now on is new
  const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told);
  const name = `Aviso ${Date.now()}`;
  const phone = String(5_215_800_000_000 + (Date.now() % 10_000_000));
  await customerWrites(phone, name, "texto que nadie más lee");
  await expect.poll(told).toContain(`${name}: 1 mensaje nuevo`);
  expect((await told()).filter((each) => each === "tone").length).toBe(2);
  expect((await told()).join()).not.toContain("nadie más lee");
  await page.getByRole("link", { name: new RegExp(name) }).click();
  await page.getByRole("log").getByText("texto que nadie más lee").waitFor();
  const before = (await told()).length;
  await customerWrites(phone, name, "otra vez");
  await page.getByRole("log").getByText("otra vez").waitFor();
  expect((await told()).length).toBe(before);
  await context.close();
});
