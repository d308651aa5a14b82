// Bundles scripts, styles, fonts and images into one folder: hashed names, manifest.json, and .br and .gz beside
// whatever compresses. Called by build.py with the folder to write to; exits with 1 when esbuild finds an error.
import { build } from "esbuild";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = process.argv[2];
if (!folder) throw new Error("Say where to write: node bundle.mjs FOLDER");

const images = await readdir("images").catch(() => []);
const entries = ["src/main.ts", "src/editor.ts", "src/hearing.ts", "style/main.css", ...images.map((name) => join("images", name))];

const options = {
  outdir: folder,
  entryNames: "[name]-[hash]",
  chunkNames: "chunk-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  target: ["es2022", "chrome107", "firefox104", "safari16"],
  minify: true,
  legalComments: "none", // licences.txt has them whole,
  metafile: true,
  logLevel: "error",
  loader: { ".woff2": "file", ".svg": "copy", ".png": "copy", ".ico": "copy" },
};
const results = await Promise.all([
  build({ ...options, entryPoints: entries, splitting: true, format: "esm" }),
  // What goes into a file that is opened anywhere has to be whole: one script, one style.
  build({ ...options, entryPoints: ["src/hearing_file.ts", "style/hearing_file.css"], format: "iife" }),
]).catch(() => process.exit(1));
const outputs = Object.assign({}, ...results.map((result) => result.metafile.outputs));
const inputs = Object.assign({}, ...results.map((result) => result.metafile.inputs));

// The name a template asks for: that of the source, with the extension of what became of it.
const manifest = {};
for (const [path, output] of Object.entries(outputs)) {
  const sources = Object.keys(output.inputs);
  const isFile = !output.entryPoint && sources.length === 1 && !/\.(js|css|txt)$/.test(path);
  const source = output.entryPoint ?? (isFile ? sources[0] : undefined);
  if (source) manifest[basename(source).replace(/\.ts$/, ".js")] = basename(path);
}

// What is shipped is shipped with its licence: of every package that went in.
const packages = new Set();
for (const input of Object.keys(inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found) packages.add(found[1]);
}
const licences = [];
for (const name of [...packages].sort()) {
  const place = join("node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(place, "package.json"), "utf8"));
  const file = (await readdir(place)).find((entry) => /^licen[cs]e/i.test(entry));
  licences.push(`${name} ${version} (${license})\n\n${file ? await readFile(join(place, file), "utf8") : ""}`);
}
await writeFile(join(folder, "licences.txt"), licences.join(`\n${"-".repeat(80)}\n\n`));
manifest["licences.txt"] = "licences.txt";

for (const name of await readdir(folder)) {
  if (!/\.(js|css|svg|txt)$/.test(name)) continue; // woff2 and png are compressed already
  const bytes = await readFile(join(folder, name));
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  await writeFile(join(folder, `${name}.br`), brotliCompressSync(bytes, quality));
  await writeFile(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
}
const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(join(folder, "manifest.json"), `${JSON.stringify(sorted, null, 1)}\n`);
