// The form on the shop floor, as its users use it: with and without scripts, by keyboard, in two windows,
// with a program that is killed.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, program, root, withFolder } from "./browser.mjs";

/** Starts the form; gives its address, its process and a promise of its end. */
async function serve(file) {
  const child = spawn(program, ["serve", file, "--quiet"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
  const address = await new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (bytes) => {
      said += bytes;
      if (said.includes("\n")) resolve(said.trim());
    });
    child.on("exit", () => reject(new Error("the form did not start")));
  });
  return { child, ended, address };
}

/** A form on a task file, with a page that is open on it. Nothing may be complained of in the console. */
async function withForm(browser, { text, options = {} }, use) {
  await withFolder(async (folder) => {
    const file = join(folder, "taken.csv");
    if (text) writeFileSync(file, text);
    const form = await serve(file);
    const context = await browser.newContext(options);
    const complaints = [];
    const watch = (page) => {
      page.setDefaultTimeout(30000);
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      page.on("response", (response) => {
        if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
      });
      page.on("request", (request) => {
        if (!request.url().startsWith("http://127.0.0.1:")) complaints.push(`left the machine: ${request.url()}`);
      });
      return page;
    };
    const page = watch(await context.newPage());
    try {
      await page.goto(form.address);
      await page.waitForURL(/\/$/);
      await use({ page, file, folder, form, context, watch });
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
      form.child.kill("SIGKILL");
      await form.ended;
    }
  });
}

const read = (file) => readFileSync(file, "utf8");
const MEASURED = "\ufefftaak;last_kg\r\nkist;12,5\r\n";

/** Waits until the task file holds `words`. */
async function kept(file, words) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (existsSync(file) && read(file).includes(words)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`${words} is not in\n${existsSync(file) ? read(file) : "no file"}`);
}

async function newTask(page, name, part) {
  await page.goto(new URL("/new", page.url()).href);
  await page.getByLabel("Taak", { exact: true }).fill(name);
  await page.getByRole("radio", { name: part }).check();
  await page.getByRole("button", { name: "Begin" }).click();
}

/** LI by hand: 23 × 25/40 × 0.865 × 0.895 × 0.91 × 0.95 = 9.62; 12.5 / 9.62 = 1.30. */
const LIFT = [
  ["Gemiddelde last", "12,5"],
  ["Horizontale afstand H bij het oppakken", "40"],
  ["Hoogte van de handen V bij het oppakken", "30"],
  ["Hoogte van de handen V bij het neerzetten", "90"],
  ["Tilfrequentie", "2"],
  ["Duur van de tilperiode", "1"],
];

async function typeLift(page) {
  for (const [label, value] of LIFT) {
    await page.getByRole("textbox", { name: label }).first().fill(value);
    await page.keyboard.press("Tab");
  }
  await page.getByRole("radio", { name: /^redelijk: matige/ }).check();
}

export async function a_lift_with_a_decimal_comma_shows_index_and_class(browser) {
  await withForm(browser, {}, async ({ page, file }) => {
    await newTask(page, "Kist tillen", /Tillen \(NIOSH\)/);
    await typeLift(page);
    await page.locator("#answer .label").getByText("tilindex 1,30").waitFor();
    await page.locator("#answer .finding .badge.increased").first().waitFor();
    await kept(file, ";12,5;");
    await kept(file, "redelijk");
    // While typing, before the field is left, the answer follows and the file does not.
    const load = page.getByRole("textbox", { name: "Gemiddelde last" });
    await load.fill("25");
    await page.locator("#answer .label").getByText("tilindex 2,60").waitFor();
    assert.ok(read(file).includes(";12,5;"));
    // What if: the slider changes the class on the chart and keeps nothing.
    await load.fill("12,5");
    await page.keyboard.press("Tab");
    await page.locator("#answer .label").getByText("tilindex 1,30").waitFor();
    await page.locator("#s-load_kg").fill("6");
    await page.locator("#what-if-result").getByText("Tilindex 1,30 wordt 0,62").waitFor();
    assert.equal(await page.locator("#what-if-result svg").count() > 0, true);
    assert.ok(read(file).includes(";12,5;"));
  });
}

export async function a_wrong_value_has_its_message_beside_it_and_stays(browser) {
  await withForm(browser, { text: MEASURED }, async ({ page, file }) => {
    await page.goto(new URL("/task/1/lifting", page.url()).href);
    const reach = page.getByRole("textbox", { name: "Horizontale afstand H bij het oppakken" });
    await reach.fill("40 cm");
    await page.keyboard.press("Tab");
    await page.locator("#m-h_origin_cm").getByText("Typ alleen het getal").waitFor();
    assert.equal(await reach.inputValue(), "40 cm");
    assert.equal(await reach.getAttribute("aria-invalid"), "true");
    await kept(file, "40 cm");
    await reach.fill("40");
    await page.keyboard.press("Tab");
    await page.waitForFunction(() => document.getElementById("m-h_origin_cm").textContent.trim() === "");
    assert.equal(await reach.getAttribute("aria-invalid"), null);
    await page.getByRole("button", { name: "Ongedaan maken" }).click();
    await page.locator("#m-h_origin_cm").getByText("Typ alleen het getal").waitFor();
  });
}

export async function mac_by_keyboard(browser) {
  await withForm(browser, { text: MEASURED }, async ({ page, file }) => {
    await page.goto(new URL("/task/1/mac", page.url()).href);
    const chosen = {
      mac_operation: "tillen", mac_load_frequency: "oranje", mac_hand_distance: "ver", mac_vertical_zone: "erbuiten",
      mac_torso: "geen", mac_posture: "vrij", mac_grip: "goed", mac_floor: "goed", mac_environment: "0",
    };
    for (const [column, word] of Object.entries(chosen)) {
      const group = page.locator(`input[name="c.${column}"]`);
      const values = await group.evaluateAll((inputs) => inputs.map((input) => input.value));
      const saved = page.waitForResponse(/\/cell$/);
      // From the last of the group, "not filled in", arrows go round to the first.
      await group.last().focus();
      for (let at = -1; at < values.indexOf(word); at += 1) await page.keyboard.press("ArrowRight");
      await saved;
      await page.waitForFunction(
        ([column, word]) => document.querySelector(`input[name="c.${column}"]:checked`)?.value === word, [column, word]);
      await kept(file, word);
    }
    await page.locator("#answer .label").getByText("rood", { exact: true }).waitFor();
    await page.locator("#answer .finding .badge.high").first().waitFor();
  });
}

export async function work_sampling_counts_and_signals(browser) {
  await withForm(browser, { text: MEASURED }, async ({ page, file }) => {
    await page.goto(new URL("/task/1/observe", page.url()).href);
    await page.getByLabel("Tijd tussen twee momentopnamen, s").fill("1");
    await page.getByRole("button", { name: "Start het teken" }).click();
    await page.waitForFunction(() => Number(document.getElementById("timer").dataset.beeps) >= 1);
    await page.getByRole("button", { name: "Stop het teken" }).click();
    await page.getByRole("button", { name: "Rechtop" }).click();
    await page.getByText("1 van 1").first().waitFor();
    await page.getByRole("checkbox", { name: "Knielen of hurken" }).check();
    await page.getByRole("button", { name: "Voorover 60° of meer" }).click();
    await page.getByText("1 van 2").nth(2).waitFor();
    await kept(file, ";2;1;1;1");
    await page.getByRole("button", { name: "Laatste terugnemen" }).click();
    await kept(file, ";1;0;0;1");
  });
}

/** A minute of a seat that shakes at 4 Hz, in g. */
function ride() {
  let text = "t,x,y,z\n";
  for (let at = 0; at < 12000; at += 1) {
    const t = at / 200;
    text += `${t.toFixed(3)},0.01,0.02,${(1 + 0.1 * Math.sin(2 * Math.PI * 4 * t)).toFixed(5)}\n`;
  }
  return text;
}

export async function a_recording_dropped_on_the_page_is_analysed(browser) {
  await withForm(browser, { text: MEASURED }, async ({ page, file, folder }) => {
    await page.goto(new URL("/task/1/vibration", page.url()).href);
    const dropped = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "rit.csv", { type: "text/csv" }));
      return data;
    }, ride());
    await page.dispatchEvent("main", "drop", { dataTransfer: dropped });
    await page.getByRole("heading", { name: "Geanalyseerd" }).waitFor({ timeout: 20000 });
    assert.ok(existsSync(join(folder, "rit.csv")));
    await kept(file, "rit.csv");
  });
}

export async function a_recording_is_uploaded_analysed_and_named(browser) {
  await withForm(browser, { text: MEASURED }, async ({ page, file, folder }) => {
    await page.goto(new URL("/task/1/vibration", page.url()).href);
    const text = ride();
    await page.locator("#recording").setInputFiles({ name: "../rit 1.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await page.getByRole("button", { name: "Toevoegen en analyseren" }).click();
    await page.getByRole("heading", { name: "Geanalyseerd" }).waitFor({ timeout: 20000 });
    await page.getByText("Gewogen versnelling z (verticaal)").waitFor();
    assert.ok(existsSync(join(folder, "rit-1.csv")));
    await kept(file, "rit-1.csv");
  });
}

export async function reports_and_plan_come_from_the_page(browser) {
  await withForm(browser, { text: read(join(root, "fixtures/tasks/valid/magazijn.csv")) }, async ({ page, folder, watch, context }) => {
    for (const [format, sign] of [["json", "rugwijzer/report/1"], ["html", "<!DOCTYPE html>"], ["md", "# "]]) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: `Download als ${format}` }).click(),
      ]);
      assert.equal(download.suggestedFilename(), `taken.${format}`);
      assert.ok(read(await download.path()).includes(sign), format);
    }
    const report = watch(await context.newPage());
    await report.goto(new URL("/report/report.html", page.url()).href);
    await report.getByRole("heading", { name: "Samenvatting voor de werkgever" }).waitFor();
    await page.getByRole("link", { name: "Plan van aanpak invullen" }).click();
    await page.getByLabel("Verantwoordelijke").first().fill("An de Boer");
    await page.keyboard.press("Tab");
    await page.locator(".plan-line").getByText("Opgeslagen.").first().waitFor();
    await kept(join(folder, "taken.plan.csv"), "An de Boer");
    await page.reload();
    assert.equal(await page.getByLabel("Verantwoordelijke").first().inputValue(), "An de Boer");
  });
}

export async function before_and_after_between_two_days(browser) {
  const [before, after] = ["ingreep_voor", "ingreep_na"].map((name) => read(join(root, `fixtures/tasks/valid/${name}.csv`)));
  const text = before.trimEnd() + "\n" + after.slice(after.indexOf("\n") + 1);
  await withForm(browser, { text }, async ({ page, context, watch }) => {
    await page.getByLabel("Dag van de situatie ervoor").selectOption({ label: "12-1-2026" });
    await page.getByLabel("Vraagstelling").fill("Heeft de tafel geholpen?");
    const [report] = await Promise.all([
      context.waitForEvent("page"),
      page.getByRole("button", { name: "Open het rapport" }).click(),
    ]);
    await watch(report).getByText("Heeft de tafel geholpen?").waitFor();
    await report.getByRole("heading", { name: /Voor en na/ }).first().waitFor();
    // The page that asked still has what was filled in.
    assert.equal(await page.getByLabel("Vraagstelling").inputValue(), "Heeft de tafel geholpen?");
  });
}

export async function two_windows_keep_each_others_work(browser) {
  await withForm(browser, { text: MEASURED }, async ({ page, file, context, watch }) => {
    const other = watch(await context.newPage());
    await page.goto(new URL("/task/1/lifting", page.url()).href);
    await other.goto(page.url());
    await page.getByRole("textbox", { name: "Gemiddelde last" }).fill("13");
    await page.keyboard.press("Tab");
    await kept(file, "kist;13");
    await other.getByRole("textbox", { name: "Tilfrequentie" }).fill("3");
    await other.keyboard.press("Tab");
    await kept(file, ";3");
    assert.ok(read(file).includes("kist;13"), "an old value of another window does not come back");
    await other.getByRole("textbox", { name: "Gemiddelde last" }).fill("14");
    await other.keyboard.press("Tab");
    await other.getByText("inmiddels ‘13’").waitFor();
    assert.equal(await other.getByRole("textbox", { name: "Gemiddelde last" }).inputValue(), "14");
    assert.ok(read(file).includes("kist;13"));
  });
}

export async function without_scripts_everything_works(browser) {
  await withForm(browser, { options: { javaScriptEnabled: false } }, async ({ page, file }) => {
    await newTask(page, "Kist", /Tillen \(NIOSH\)/);
    for (const [label, value] of LIFT) await page.getByRole("textbox", { name: label }).first().fill(value);
    await page.getByRole("radio", { name: /^redelijk: matige/ }).check();
    await page.getByRole("button", { name: "Opslaan" }).click();
    await page.locator("#answer .label").getByText("tilindex 1,30").waitFor();
    await page.getByRole("textbox", { name: "Gemiddelde last" }).fill("veel");
    await page.getByRole("button", { name: "Opslaan" }).click();
    await page.locator("#m-load_kg").getByText("Typ alleen het getal").waitFor();
    await page.getByRole("button", { name: "Ongedaan maken" }).click();
    await page.locator("#s-load_kg").waitFor();
    await page.getByRole("button", { name: "Reken uit" }).click();
    await page.getByText("Tilindex 1,30 wordt 1,30").waitFor();
    await page.goto(new URL("/task/1/observe", page.url()).href);
    await page.getByRole("button", { name: "Rechtop" }).click();
    await page.getByText("1 van 1").first().waitFor();
    await kept(file, "12,5");
  });
}

export async function twenty_tasks_killed_reopened_and_reported(browser) {
  await withFolder(async (folder) => {
    const file = join(folder, "taken.csv");
    let form = await serve(file);
    const context = await browser.newContext();
    let page = await context.newPage();
    await page.goto(form.address);
    await page.waitForURL(/\/$/);
    for (let at = 1; at <= 20; at += 1) {
      await newTask(page, `Taak ${at}`, /Tillen \(NIOSH\)/);
      await page.getByRole("textbox", { name: "Gemiddelde last" }).fill(`${at},5`);
      await page.keyboard.press("Tab");
      await kept(file, `;${at},5`);
    }
    // In the middle of typing the next field.
    await page.getByRole("textbox", { name: "Horizontale afstand H bij het oppakken" }).pressSequentially("4");
    form.child.kill("SIGKILL");
    await form.ended;
    await page.getByRole("textbox", { name: "Horizontale afstand H bij het oppakken" }).pressSequentially("5");
    await page.getByText("Geen verbinding met Rugwijzer").waitFor();
    form = await serve(file);
    try {
      page = await context.newPage();
      await page.goto(form.address);
      await page.waitForURL(/\/$/);
      assert.equal(await page.locator(".tasks li").count(), 20);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Download als json" }).click(),
      ]);
      const report = JSON.parse(read(await download.path()));
      assert.deepEqual(report.counts, { rows: 20, assessed: 20, rejected: 0 });
      // Ended in good order, all is there too.
      form.child.kill("SIGTERM");
      assert.equal((await form.ended).code, 0);
    } finally {
      form.child.kill("SIGKILL");
      await context.close();
    }
  });
}

export async function no_violations_and_no_page_wider_than_its_window(browser) {
  const text = read(join(root, "fixtures/tasks/valid/magazijn.csv"));
  const paths = ["/", "/new", "/task/1/identity", "/task/1/lifting", "/task/1/mac", "/task/1/trunk", "/task/6/vibration",
    "/task/1/exposures", "/task/1/observe", "/task/1/what-if", "/plan"];
  for (const [language, scheme, width] of [["nl", "light", 1280], ["en", "dark", 640], ["nl", "dark", 360]]) {
    await withForm(browser, { text, options: { bypassCSP: true, colorScheme: scheme, viewport: { width, height: 900 } } },
      async ({ page }) => {
        for (const path of paths) {
          await page.goto(new URL(`${path}?lang=${language}`, page.url()).href);
          await accessible(page, `${path} ${language} ${scheme} ${width}`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(wide <= 0, `${path} is ${wide} pixels wider than ${width}`);
        }
      });
  }
}
