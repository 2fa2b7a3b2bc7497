/**
 * Builds `dist/`: the Functions app and the commands as code-split ES modules, the pages, the assets. With
 * `host.json` and `package.json` beside it the folder is a deployable Functions app.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cjsNames } from './cjs-names.mjs';
import { root, Unprepared, withLock } from './prepare.mjs';

const dist = join(root, 'dist');
const stampFile = join(dist, '.stamp.json');
const sources = [
  'src',
  'functions',
  'cli',
  'simulator',
  'web',
  'assets',
  'scripts/build.mjs',
  'scripts/cjs-names.mjs',
  'package-lock.json',
];
const entries = ['functions/main.ts', 'cli/teams-ivr.ts', 'cli/bot.ts', 'cli/start.ts'];
/** Never loaded before the app's functions are registered: a cold start would pay for them, or they are no part of it. */
const lateForFunctions = [
  'node_modules/@azure/msal-node/',
  'node_modules/@azure/cosmos/',
  'node_modules/@azure/storage-',
  'node_modules/@azure/core-',
  'node_modules/undici/',
  'node_modules/react/',
  'simulator/',
  'src/edge/admin/',
  'src/edge/automation/',
];

/** Does nothing when nothing has changed since the last build. Throws `Unprepared` when the sources do not build. */
export async function build({ force = false, quiet = false } = {}) {
  if (!force && isFresh()) return;
  await withLock('build', async () => {
    if (!force && isFresh()) return;
    const began = performance.now();
    const stamp = { fingerprint: fingerprint(), outputs: [], previous: readStamp().outputs };
    stamp.outputs = await bundle();
    await bundlePages();
    if (existsSync(join(root, 'assets'))) cpSync(join(root, 'assets'), join(dist, 'assets'), { recursive: true });
    removeStale(new Set([...stamp.outputs, ...stamp.previous]));
    writeFileSync(stampFile, JSON.stringify(stamp));
    if (!quiet) console.error(`Built dist/ in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  });
}

function isFresh() {
  const { fingerprint: built, outputs } = readStamp();
  return built === fingerprint() && outputs.every((file) => existsSync(join(root, file)));
}

/** Names, sizes and times of everything that is built; a deleted file changes it, too. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((source) => filesUnder(join(root, source)))) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${relative(root, path)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesUnder(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return /\.test\.tsx?$/.test(path) ? [] : [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return { fingerprint: undefined, outputs: [], previous: [] };
  }
}

/** zod brings its messages in fifty languages, half a megabyte; ours are our own. */
const englishOnly = {
  name: 'english-only',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, ({ path }) => ({
      contents: "export { default as en } from './en.js';",
      resolveDir: dirname(path),
    }));
  },
};

/** Writes the bundles and returns their paths from the root. */
async function bundle() {
  const esbuild = await import('esbuild');
  const result = await esbuild
    .build({
      absWorkingDir: root,
      entryPoints: entries,
      outdir: 'dist',
      outbase: '.',
      chunkNames: 'chunks/[name]-[hash]',
      bundle: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      target: 'node22',
      sourcemap: true,
      sourcesContent: false,
      legalComments: 'none',
      external: [
        '@azure/functions-core', // The Functions worker answers this one itself.
        'kerberos', // Azure's libraries ask for it when a proxy does, and go on without it.
      ],
      alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' }, // Its main file hides its requires from every bundler.
      // CommonJS packages inside the bundle ask for `require`.
      banner: {
        js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
      },
      // Less to read at a cold start; names stay, so that a stack still tells a story.
      minifyWhitespace: true,
      minifySyntax: true,
      plugins: [cjsNames, englishOnly],
      metafile: true,
      write: false,
      logLevel: 'warning',
    })
    .catch(() => {
      throw new Unprepared('The build failed; esbuild has named the place above.'); // It prints its own errors.
    });
  keepLate(result.metafile);
  for (const { path, contents } of result.outputFiles) replaceFile(path, contents);
  return result.outputFiles.map(({ path }) => relative(root, path));
}

/** A process that starts at this moment reads the old file or the new one, never half of one. */
function replaceFile(path, contents) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, contents);
  renameSync(`${path}.new`, path);
}

/** What the Functions app loads at once must stay small: a static import of something late breaks the build. */
function keepLate({ outputs }) {
  const early = new Set();
  const visit = (file) => {
    if (early.has(file) || !outputs[file]) return;
    early.add(file);
    for (const { path, kind } of outputs[file].imports) if (kind === 'import-statement') visit(path);
  };
  visit('dist/functions/main.js');
  for (const file of early) {
    const found = Object.keys(outputs[file].inputs).find((input) => lateForFunctions.some((late) => input.startsWith(late)));
    if (found) throw new Unprepared(`dist/functions/main.js would load ${found} at once; import it when it is first needed.`);
  }
}

async function bundlePages() {
  const { bundleSoftphone } = await import('../web/softphone/build.mjs');
  const { bundleConsole } = await import('../web/console/build.mjs');
  for (const [name, bundlePage] of [
    ['softphone', bundleSoftphone],
    ['console', bundleConsole],
  ]) {
    await bundlePage({ outDir: join(dist, 'web', name), minify: true }).catch(() => {
      throw new Unprepared(`The page of the ${name} does not build; esbuild has named the place above.`);
    });
  }
}

/** The files of the build before this one stay: a running process may still load its late parts from them. */
function removeStale(wanted) {
  const kept = [join(dist, 'web'), join(dist, 'assets')];
  for (const path of filesUnder(dist)) {
    if (kept.some((folder) => path.startsWith(folder)) || path === stampFile) continue;
    if (!wanted.has(relative(root, path))) rmSync(path);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build({ force: process.argv.includes('--force') });
