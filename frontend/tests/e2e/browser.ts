import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect } from "vitest";

export const ADDRESS = process.env.WEB_APP_URL ?? "http://127.0.0.1:8080";
export const PHONE = process.env.META_SIMULATOR_URL ?? "";
export const WEB_PHONE = process.env.WEB_SIMULATOR_URL ?? "";
export const NUMBER = process.env.WEB_APP_NUMBER ?? "";
export const MAILS = process.env.MAIL_SIMULATOR_URL ?? "";
export const PERSON = { email: process.env.WEB_APP_EMAIL ?? "", password: process.env.WEB_APP_PASSWORD ?? "" };

const TIMEOUT_MS = 20_000;
const ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGUMENTS });
}

/** Returns a context as a person in Mexico has it. narrow: a phone. */
export async function newPerson(browser: Browser, narrow = false): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: narrow ? { width: 390, height: 844 } : { width: 1280, height: 800 },
    locale: "es-MX",
    timezoneId: "America/Mexico_City",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(TIMEOUT_MS);
  return context;
}

/** Logs in by the API, as the log-in page would, and waits for the inbox. */
export async function enter(page: Page, person = PERSON): Promise<void> {
  const answer = await page.request.post(`${ADDRESS}/v1/auth/log-in`, { data: person });
  const { refresh_token } = await answer.json();
  await page.goto(`${ADDRESS}/robots.txt`);
  await page.evaluate((token) => localStorage.setItem("recado.refresh", token), refresh_token);
  await page.goto(`${ADDRESS}/inbox`);
  await page.getByRole("heading", { name: "Chats" }).waitFor();
}

/** Fails with everything axe has against the page. */
export async function expectAccessible(page: Page, where = ""): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" · ")}`),
    where,
  ).toEqual([]);
}

/** Writes to the business as a customer does, over the simulated Meta. */
export async function customerWrites(phone: string, name: string, text: string): Promise<void> {
  const response = await fetch(`${PHONE}/_sim/messages`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ phone_number_id: NUMBER, from: phone, name, type: "text", text: { body: text } }),
  });
  expect(response.status).toBeLessThan(300);
}

/** Returns the newest link to a path in the mails to somebody. */
export async function linkOf(email: string, path: string): Promise<string> {
  let link = "";
  await expect
    .poll(
      async () => {
        const text = await (await fetch(`${MAILS}/_sim/mails?to=${encodeURIComponent(email)}`)).text();
        link =
          [...JSON.parse(text.replaceAll("=\\n", "")).mails.map((mail: { text: string }) => mail.text)]
            .join("\n")
            .match(new RegExp(`https?://[^\\s"<>]*${path}#token=[\\w.~-]+`, "g"))
            ?.at(-1) ?? "";
        return link;
      },
      { timeout: 20_000 },
    )
    .toContain(path);
  return link;
}
