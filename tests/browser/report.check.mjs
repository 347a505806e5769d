// The report as a page: accessible in both languages, by itself, on a narrow screen, by keyboard.

import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { accessible, run, withFolder } from "./browser.mjs";

const FIXTURES = ["valid/magazijn", "valid/zorghuis", "valid/opnamen", "valid/trillingen_uppsala", "broken/typing_error"];

/** Opens the report of a fixture; gives the page to `use`, and what the page asked of the network. */
async function withReport(browser, fixture, language, options, use) {
  await withFolder(async (folder) => {
    const file = join(folder, "report.html");
    run("report", `fixtures/tasks/${fixture}.csv`, "--lang", language, "--quiet", "-o", file);
    const context = await browser.newContext({ bypassCSP: true, ...options });
    const page = await context.newPage();
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    await use(page, asked);
    await context.close();
  });
}

export async function no_violations_closed_and_open(browser) {
  for (const language of ["nl", "en"]) {
    for (const fixture of FIXTURES) {
      await withReport(browser, fixture, language, {}, async (page, asked) => {
        const name = `${fixture} ${language}`;
        await accessible(page, name);
        await page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true)));
        await accessible(page, `${name}, all open`);
        assert.deepEqual(asked.slice(1).filter((url) => !url.startsWith("data:")), [], `${name} asks for more than itself`);
      });
    }
  }
}

export async function no_violations_in_the_dark(browser) {
  await withReport(browser, "valid/magazijn", "nl", { colorScheme: "dark" }, async (page) => {
    await page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true)));
    await accessible(page, "magazijn, dark");
  });
}

export async function the_first_stop_of_the_keyboard_skips_to_the_content(browser) {
  await withReport(browser, "valid/magazijn", "nl", {}, async (page) => {
    await page.keyboard.press("Tab");
    const first = await page.evaluate(() => document.activeElement.getAttribute("href"));
    assert.equal(first, "#summary");
    const box = await page.locator(":focus").boundingBox();
    assert.ok(box && box.width > 20 && box.height > 15, "the link is seen when it has the focus");
  });
}

export async function a_narrow_screen_does_not_scroll_sideways(browser) {
  for (const fixture of FIXTURES) {
    await withReport(browser, fixture, "nl", { viewport: { width: 320, height: 640 } }, async (page) => {
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(over <= 0, `${fixture}: ${over} pixels too wide`);
    });
  }
}

export async function what_is_closed_on_screen_is_printed(browser) {
  await withReport(browser, "valid/magazijn", "nl", {}, async (page) => {
    await page.emulateMedia({ media: "print" });
    const hidden = await page.evaluate(
      () => [...document.querySelectorAll("details table")].filter((table) => table.getClientRects().length === 0).length,
    );
    assert.equal(hidden, 0);
  });
}

export async function the_check_itself_can_fail(browser) {
  const page = await browser.newPage();
  await page.setContent('<html><body><img src="data:,"><p style="color:#aaa">grey on white</p></body></html>');
  await assert.rejects(accessible(page, "a bad page"), /image-alt[^]*|color-contrast[^]*/);
  await page.close();
}
