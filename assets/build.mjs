// Builds the console's assets: a stylesheet, those of single sections, one script, one icon sprite, the fonts with their licences.
// Usage: node build.mjs [OUT]. Everything written depends only on the sources and the lock file.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(process.argv[2] ?? path.join(here, "../src/habitue/show/web/static/habitue"));
const modules = path.join(here, "node_modules");

// latin is preloaded; latin-ext is only fetched when a name needs it (Łucja, Győző).
const fonts = {
  inter: ["inter-latin-wght-normal", "inter-latin-ext-wght-normal"],
  fraunces: ["fraunces-latin-opsz-normal", "fraunces-latin-ext-opsz-normal"],
};
// A section that few people open has a stylesheet of its own.
const limits = { "app.css": [13_000, "gzip"], "identity.css": [3_000, "gzip"], "matching.css": [3_000, "gzip"], "review.css": [3_000, "gzip"], "app.js": [30_000, "gzip"] };

const banner = { js: "/* Habitué console, Apache-2.0. Includes htmx (0BSD). Built from assets/ts. */",
  css: "/* Habitué console, Apache-2.0. Built from assets/css. */" };

async function bundle() {
  await build({
    entryPoints: { app: path.join(here, "ts/app.ts") }, outdir: out, bundle: true, minify: true, format: "iife",
    target: ["es2022"], legalComments: "none", banner,
  });
  await build({
    entryPoints: Object.fromEntries(["app", "identity", "matching", "review"].map((name) => [name, path.join(here, `css/${name}.css`)])), outdir: out, bundle: true, minify: true,
    external: ["./fonts/*"], target: ["chrome123", "firefox128", "safari17.5"], legalComments: "none", banner,
  });
}

async function copyFonts() {
  await mkdir(path.join(out, "fonts"), { recursive: true });
  for (const [family, files] of Object.entries(fonts)) {
    const source = path.join(modules, "@fontsource-variable", family);
    for (const file of files) {
      await cp(path.join(source, "files", `${file}.woff2`), path.join(out, "fonts", `${file}.woff2`));
    }
    await cp(path.join(source, "LICENSE"), path.join(out, "fonts", `${family}-OFL.txt`));
  }
  await cp(path.join(here, "fonts/fine-space.woff2"), path.join(out, "fonts/fine-space.woff2"));
}

function symbol(name, svg) {
  const body = svg.replace(/<!--.*?-->/gs, "").replace(/^[\s\S]*?<svg[\s\S]*?>/, "").replace(/<\/svg>\s*$/, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${body.replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>")}</symbol>`;
}

async function sprite() {
  const names = JSON.parse(await readFile(path.join(here, "icons.json"), "utf8"));
  const symbols = [];
  for (const name of [...new Set(names)].sort()) {
    symbols.push(symbol(name, await readFile(path.join(modules, "lucide-static/icons", `${name}.svg`), "utf8")));
  }
  const head = '<svg xmlns="http://www.w3.org/2000/svg">';
  await writeFile(path.join(out, "icons.svg"), `${head}\n${symbols.join("\n")}\n</svg>\n`);
  await cp(path.join(modules, "lucide-static/LICENSE"), path.join(out, "icons-LICENSE.txt"));
}

async function brand() {
  for (const file of await readdir(path.join(here, "img"))) {
    await cp(path.join(here, "img", file), path.join(out, file));
  }
  await cp(path.join(modules, "htmx.org/LICENSE"), path.join(out, "htmx-LICENSE.txt"));
}

async function walk(folder, prefix = "") {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(entries.map((entry) => entry.isDirectory()
    ? walk(path.join(folder, entry.name), `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`]));
  return found.flat().sort();
}

async function digests(folder, keep) {
  const result = {};
  for (const file of (await walk(folder)).filter(keep)) {
    result[file] = createHash("sha256").update(await readFile(path.join(folder, file))).digest("hex");
  }
  return result;
}

// The manifest versions the addresses of the files, and lets a machine without a registry check the build.
async function manifest() {
  const sources = await digests(here, (file) => !file.startsWith("node_modules/"));
  const outputs = await digests(out, (file) => file !== "manifest.json");
  await writeFile(path.join(out, "manifest.json"), `${JSON.stringify({ sources, outputs }, null, 1)}\n`);
}

async function weigh() {
  for (const [file, [limit, how]] of Object.entries(limits)) {
    const bytes = await readFile(path.join(out, file));
    const size = how === "gzip" ? gzipSync(bytes, { level: 9 }).length : bytes.length;
    console.log(`${file}: ${size} bytes ${how} (limit ${limit})`);
    if (size > limit) process.exitCode = 1;
  }
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await bundle();
await copyFonts();
await sprite();
await brand();
await manifest();
await weigh();
