// Runs a unit of the walk outside a browser: reads {"module", "call", "cases"} and writes what the call answers to each case.
import { build } from "esbuild";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

let text = "";
for await (const piece of process.stdin) text += piece;
const { module, call, cases } = JSON.parse(text);

const folder = await mkdtemp(join(tmpdir(), "walk-"));
try {
  const outfile = join(folder, "unit.mjs");
  await build({
    entryPoints: [join("src/wangdian/entrypoints/web/walk", module)], outfile, bundle: true, format: "esm", logLevel: "error",
  });
  const unit = await import(pathToFileURL(outfile).href);
  const answers = cases.map((one) => unit[call](...one));
  process.stdout.write(JSON.stringify(answers));
} finally {
  await rm(folder, { recursive: true });
}
