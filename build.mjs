// Builds what the browser loads from the folders of the screens into build/static, each under its folder's name.
import { build } from "esbuild";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { join, normalize } from "node:path";
import { tabler } from "./src/wangdian/entrypoints/web/frame/tabler.mjs";

const web = "src/wangdian/entrypoints/web";
const out = "build/static";
await mkdir(out, { recursive: true });
const entries = [];
const made = new Set();
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
      made.add(join(out, folder.name, file));
    }
  }
}
const { metafile } = await build({
  metafile: true,
  entryPoints: entries,
  bundle: true,
  plugins: [tabler],
  outdir: out,
  minify: true,
  format: "iife",
  define: { "import.meta.url": "document.baseURI" },
  target: ["es2021", "chrome100", "safari15"],
  loader: { ".woff2": "file", ".woff": "file", ".ttf": "file" },
  assetNames: "assets/[name]-[hash]",
  logLevel: "warning",
});

// What an earlier build left and this one did not make would be served for ever.
for (const file of Object.keys(metafile.outputs)) made.add(normalize(file));
for (const file of await readdir(out, { recursive: true, withFileTypes: true })) {
  const path = join(file.parentPath ?? file.path, file.name);
  if (file.isFile() && !made.has(path)) await rm(path);
}
