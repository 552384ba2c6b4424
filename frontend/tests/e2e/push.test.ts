import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADDRESS, enter, newPerson, openBrowser } from "./browser";

const PUSH = process.env.PUSH_SIMULATOR_URL ?? "";
type Told = { payload: { title: string; body: string; path: string } };
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Debian's chromium has no push service: it subscribes at the simulated one. Returns what that calls the browser. */
async function subscribesAt(context: BrowserContext): Promise<string[]> {
  await context.grantPermissions(["notifications"], { origin: ADDRESS });
  const names: string[] = [];
  await context.exposeFunction("subscribeAt", async (key: string) => {
    const answer = await fetch(`${PUSH}/_sim/browsers`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ application_server_key: key }),
    });
    const made = await answer.json();
    names.push(made.name);
    return made;
  });
  await context.addInitScript(() => {
    type Made = { endpoint: string; keys: Record<string, string> };
    const { subscribeAt } = window as unknown as { subscribeAt: (key: string) => Promise<Made> };
    const as = (made: Made) => ({ toJSON: () => made, unsubscribe: async () => localStorage.removeItem("made") });
    Object.assign(PushManager.prototype, {
      subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
        const made = await subscribeAt(applicationServerKey);
        localStorage.setItem("made", JSON.stringify(made));
        return as(made);
      },
      getSubscription: async () => {
        const made = localStorage.getItem("made");
        return made ? as(JSON.parse(made)) : null;
      },
    });
  });
  return names;
}

const told = async (name: string): Promise<Told[]> =>
  (await (await fetch(`${PUSH}/_sim/told?browser=${name}`)).json()).told;

async function switchedOn(page: Page): Promise<void> {
  await page.goto(`${ADDRESS}/settings/alerts`);
  await page.getByRole("button", { name: "Que suene este dispositivo" }).click();
  await page.getByText("Este dispositivo", { exact: true }).waitFor();
}

test("a phone rings with what a customer wrote, and not any more once it is taken off", async () => {
  const context = await newPerson(browser, true);
  const names = await subscribesAt(context);
  const page = await context.newPage();
  await enter(page);
  await switchedOn(page);
  const devices = page.getByRole("radiogroup", { name: "Dispositivos" });
  await expect.poll(() => devices.getByRole("radio", { name: "De todos" }).getAttribute("aria-checked")).toBe("true");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const [name = ""] = names;
  await page.getByRole("button", { name: "Probar" }).click();
  await expect.poll(async () => (await told(name)).length).toBe(1);
  await page.getByRole("button", { name: /^Quitar/ }).click();
  await page.getByText("Ninguno todavía").waitFor();
  await devices.getByRole("radio", { name: "Ninguno" }).click();
  expect(await page.evaluate(() => localStorage.getItem("recado.push"))).toBe(null);
  await context.close();
});

test("the worker shows what was pushed while nobody looks at the page", async () => {
  const context = await newPerson(browser);
  await context.grantPermissions(["notifications"], { origin: ADDRESS });
  const page = await context.newPage();
  await enter(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const devtools = await context.newCDPSession(page);
  const registrations: { registrationId: string; scopeURL: string }[] = [];
  devtools.on("ServiceWorker.workerRegistrationUpdated", (event) => registrations.push(...event.registrations));
  await devtools.send("ServiceWorker.enable");
  await expect.poll(() => registrations.length).toBeGreaterThan(0);
  const registrationId = registrations.at(-1)?.registrationId ?? "";
  const deliver = (path: string) =>
    devtools.send("ServiceWorker.deliverPushMessage", {
      origin: ADDRESS,
      registrationId,
      data: JSON.stringify({ title: "Lupita · 2", body: "¿Me oyen?", tag: path, path }),
    });
  const shown = () =>
    page.evaluate(async () => {
      const worker = await navigator.serviceWorker.ready;
      return (await worker.getNotifications()).map(({ title, body, data }) => ({ title, body, path: data.path }));
    });
  // Playwright lets every page count as looked at, and then nothing is shown.
  await devtools.send("Emulation.setFocusEmulationEnabled", { enabled: false });
  const other = await context.newPage();
  await other.bringToFront();
  const path = "/inbox/01a00000-0000-7000-8000-000000000000?business=x";
  await expect
    .poll(async () => {
      await deliver(path); // again and again, with one tag: the page may still count as looked at for a moment
      return (await shown()).map((each) => each.path);
    })
    .toEqual([path]);
  expect((await shown())[0]).toMatchObject({ title: "Lupita · 2", body: "¿Me oyen?" });
  await context.close();
});

test("a link to a business one does not belong to leads into one's own", async () => {
  const context = await newPerson(browser);
  const page = await context.newPage();
  await enter(page);
  await page.goto(`${ADDRESS}/inbox?business=01a00000-0000-7000-8000-000000000000`);
  await page.getByRole("heading", { name: "Chats" }).waitFor();
  await context.close();
});
