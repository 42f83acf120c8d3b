// Takes of Tabler's stylesheet what our pages use: its ground for plain elements, and the classes named in TAKEN.
import { readFile } from "node:fs/promises";

const TAKEN = new Set(["text-nowrap", "text-truncate"]);

// Splits a stylesheet into its top-level rules, each as [selector, body with braces].
function rulesOf(css) {
  const rules = [];
  let depth = 0;
  let start = 0;
  let open = 0;
  for (let i = 0; i < css.length; i += 1) {
    if (css[i] === ";" && depth === 0) start = i + 1;
    if (css[i] === "{") {
      if (depth === 0) open = i;
      depth += 1;
    } else if (css[i] === "}") {
      depth -= 1;
      if (depth === 0) {
        rules.push([css.slice(start, open).trim(), css.slice(open, i + 1)]);
        start = i + 1;
      }
    }
  }
  return rules;
}

function wanted(selector) {
  if (selector.startsWith("@") || /scrollbar|selection|\[data-(vc|bs)/.test(selector)) return false;
  return [...selector.matchAll(/\.([\w-]+)/g)].every(([, name]) => TAKEN.has(name));
}

// Drops the custom properties that no rule reads any more, until none is left over.
function pruned(text) {
  for (;;) {
    const read = new Set([...text.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
    const next = text.replace(/(--tblr-[\w-]+)\s*:[^;{}]*;?/g, (whole, name) => (read.has(name) ? whole : ""));
    if (next === text) return text;
    text = next;
  }
}

export const tabler = {
  name: "tabler",
  setup(build) {
    build.onLoad({ filter: /@tabler[\\/]core[\\/]dist[\\/]css[\\/]tabler\.css$/ }, async ({ path }) => {
      const css = (await readFile(path, "utf8")).replace(/\/\*[\s\S]*?\*\//g, "").replace(/@charset[^;]*;/, "");
      const kept = rulesOf(css).filter(([selector]) => wanted(selector)).map(([selector, body]) => selector + body);
      return { contents: pruned(kept.join("\n")), loader: "css" };
    });
  },
};
