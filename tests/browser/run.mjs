// Runs every *.check.mjs beside this file, or those named on the command line.
//
//   npm ci && node run.mjs [report …]
//
// A check exports named functions; each gets the browser and fails by throwing.

import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(here)
  .filter((file) => file.endsWith(".check.mjs"))
  .filter((file) => wanted.length === 0 || wanted.includes(file.replace(".check.mjs", "")))
  .sort();
if (files.length === 0) throw new Error(`no checks named ${wanted.join(", ")}`);

const browser = await launch();
let failed = 0;
let done = 0;
for (const file of files) {
  const checks = await import(pathToFileURL(join(here, file)));
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check(browser);
      console.log(`ok   ${file}: ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${file}: ${name}\n${error.stack ?? error}`);
    }
    done += 1;
  }
}
await browser.close();
console.log(`${done} checks, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
