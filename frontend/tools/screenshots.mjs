// Takes pictures of every page: two widths, light and dark, Spanish and English. Names as arguments choose some.
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const ADDRESS = process.env.WEB_APP_URL ?? "http://127.0.0.1:8080";
const FOLDER = process.env.SCREENSHOTS ?? "screenshots";
const PERSON = { email: process.env.WEB_APP_EMAIL, password: process.env.WEB_APP_PASSWORD };
const WIDTHS = { 1280: 800, 390: 844 };
const SETTLED_MS = 900;

const openChat = (page) => page.locator("[data-pane=list] li a").first().click();

const PAGES = [
  { name: "log-in", path: "/log-in", out: true },
  { name: "sign-up", path: "/sign-up", out: true },
  { name: "forgot", path: "/forgot", out: true },
  { name: "start", path: "/" },
  { name: "inbox", path: "/inbox" },
  { name: "chat", path: "/inbox", act: openChat },
  { name: "search", path: "/inbox?q=pan" },
  { name: "palette", path: "/inbox", act: (page) => page.keyboard.press("Control+k"), wide: true },
  { name: "contacts", path: "/contacts" },
  { name: "templates", path: "/templates" },
  { name: "template", path: "/templates", act: (page) => page.locator("main li a").first().click() },
  { name: "agent-knowledge", path: "/agent/knowledge" },
  { name: "agent-tools", path: "/agent/tools" },
  { name: "agent-bench", path: "/agent/bench" },
  { name: "products", path: "/products" },
  {
    name: "product",
    path: "/products",
    act: (page) => page.getByRole("row").nth(2).getByRole("button").first().click(),
  },
  { name: "team", path: "/team" },
  { name: "numbers", path: "/instances" },
  { name: "reports", path: "/reports" },
  ...["business", "hours", "agent", "tags", "fields", "replies", "profile", "security", "alerts", "keys", "audit"].map(
    (setting) => ({
      name: `settings-${setting}`,
      path: `/settings/${setting}`,
    }),
  ),
];

const chosen = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
});
mkdirSync(FOLDER, { recursive: true });
const stranger = await newPage();
const member = await newPage();
await logIn(member);
for (const language of ["es", "en"])
  for (const theme of ["light", "dark"])
    for (const [width, height] of Object.entries(WIDTHS)) await takeAll(language, theme, Number(width), height);
await browser.close();

async function newPage() {
  const context = await browser.newContext({
    locale: "es-MX",
    timezoneId: "America/Mexico_City",
    reducedMotion: "reduce",
  });
  return context.newPage();
}

async function logIn(page) {
  await page.goto(`${ADDRESS}/log-in`);
  await page.locator("input[type=email]").fill(PERSON.email);
  await page.locator("input[type=password]").fill(PERSON.password);
  await page.locator("button[type=submit]").click();
  await page.locator("nav").waitFor();
}

async function takeAll(language, theme, width, height) {
  for (const { name, path, out, act, wide } of PAGES) {
    if ((chosen.length > 0 && !chosen.includes(name)) || (wide && width < 1000)) continue;
    const page = out ? stranger : member;
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: theme });
    if (page.url() === "about:blank") await page.goto(ADDRESS);
    await page.evaluate((chosenLanguage) => localStorage.setItem("recado.language", chosenLanguage), language);
    await page.goto(ADDRESS + path);
    await page.waitForTimeout(SETTLED_MS);
    if (act) {
      await act(page);
      await page.waitForTimeout(SETTLED_MS);
    }
    await page.screenshot({ path: `${FOLDER}/${name}-${width}-${theme}-${language}.png` });
  }
}
