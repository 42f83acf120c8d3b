// Builds what the browser loads from the folders of the screens into build/static, each under its folder's name.
import { build } from "esbuild";
import { cp, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";

const web = "src/wangdian/entrypoints/web";
const out = "build/static";
await mkdir(out, { recursive: true });
const entries = [];
for (const folder of await readdir(web, { withFileTypes: true })) {
  if (!folder.isDirectory()) continue;
  for (const file of await readdir(join(web, folder.name))) {
    const name = file.replace(/\.(ts|css)$/, "");
    if (/\.(ts|css)$/.test(file) && (name === folder.name || file.endsWith(".entry.ts"))) {
      entries.push({ in: join(web, folder.name, file), out: join(folder.name, name.replace(/\.entry$/, "")) });
    }
    if (/\.(svg|png|webmanifest)$/.test(file)) {
      await mkdir(join(out, folder.name), { recursive: true });
      await cp(join(web, folder.name, file), join(out, folder.name, file));
    }
  }
}
await build({
  entryPoints: entries,
  bundle: true,
  outdir: out,
  minify: true,
  format: "iife",
  target: ["es2021", "chrome100", "safari15"],
  loader: { ".woff2": "file", ".woff": "file", ".ttf": "file" },
  assetNames: "assets/[name]-[hash]",
  logLevel: "warning",
});
