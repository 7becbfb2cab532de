// Debian's Chromium, as the tests use it: one at a time, light or dark, desktop or phone.
import { chromium } from "playwright-core";

export async function open({ phone = false, dark = false } = {}) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
  const context = await browser.newContext({ viewport: phone ? { width: 390, height: 844 } : { width: 1360, height: 900 }, colorScheme: dark ? "dark" : "light", reducedMotion: "reduce", acceptDownloads: true });
  const page = await context.newPage();
  return { browser, context, page, close: () => browser.close() };
}
