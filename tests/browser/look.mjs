// Opens pages as people see them, asks axe-core what is wrong, and what a page tried to fetch.
// Usage: node look.mjs CHROMIUM MODULES PAGE [FOLDER FOR PICTURES]; prints JSON.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const [, , chromium, modules, page, pictures] = process.argv;
const require = createRequire(path.join(modules, "look.cjs"));
const { chromium: engine } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];
// Without scripts a browser runs none, as where they are turned off. axe-core is one itself: it
// looks at a copy that has none.
const bare = path.join(mkdtempSync(path.join(tmpdir(), "look-")), "page.html");
writeFileSync(bare, readFileSync(page, "utf8").replace(/<script>.*?<\/script>/s, ""));

// What the Tab key reaches, from the first stop until it leaves the page.
async function walked(tab) {
  const stops = [];
  for (let at = 0; at < 600; at += 1) {
    await tab.keyboard.press("Tab");
    const stop = await tab.evaluate(() => {
      const one = document.activeElement;
      return one === document.body ? "" : one.className || one.id || one.tagName;
    });
    if (!stop) break;
    stops.push(stop);
  }
  return { first: stops[0], last: stops.at(-1), count: stops.length };
}

// Which units are still shown once a few letters are typed; then all are shown again.
async function filter(tab, letters) {
  await tab.fill("#loc-don-vi", letters);
  const shown = await tab.evaluate(() => [...document.querySelectorAll("[data-unit]")]
    .filter((one) => !one.hidden).map((one) => one.getAttribute("data-unit")));
  await tab.fill("#loc-don-vi", "");
  return shown;
}

const browser = await engine.launch({ executablePath: chromium, args: quiet });
const seen = [];
for (const width of [360, 1440]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const scripts of [true, false]) {
      const url = pathToFileURL(page).href;
      const shape = { viewport: { width, height: 800 }, colorScheme };
      const context = await browser.newContext({ ...shape, javaScriptEnabled: scripts });
      context.setDefaultTimeout(30_000);
      const tab = await context.newPage();
      const fetched = [];
      tab.on("request", (request) => fetched.push(request.url()));
      await tab.goto(url);
      if (pictures) {
        const name = `${width}-${colorScheme}-${scripts ? "js" : "no-js"}.png`;
        await tab.screenshot({ path: path.join(pictures, name), fullPage: true });
      }
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
      const keys = await walked(tab);
      const filtered = scripts ? await filter(tab, "thue") : null;
      const other = scripts ? null : await browser.newContext(shape);
      const copy = other ? await other.newPage() : tab;
      if (other) await copy.goto(pathToFileURL(bare).href);
      await copy.evaluate(axe);
      const found = await copy.evaluate(() => window.axe.run());
      if (other) await other.close();
      seen.push({
        width, colorScheme, scripts, wide, keys, filtered,
        fetched: fetched.filter((one) => one !== url),
        passes: found.passes.length,
        incomplete: found.incomplete.map((one) => one.id),
        violations: found.violations.map(({ id, impact, help, nodes }) => ({
          id, impact, help, nodes: nodes.slice(0, 3).map((node) => node.html.slice(0, 160)),
        })),
      });
      await context.close();
    }
  }
}
await browser.close();
console.log(JSON.stringify(seen));
