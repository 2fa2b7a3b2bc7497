/**
 * An esbuild plugin for packages that are loaded when they are first needed. With code splitting, `import()` of a CommonJS
 * package would yield its `default` alone, where Node yields every name; this gives the names back.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

export const cjsNames = {
  name: 'cjs-names',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, async ({ kind, path, pluginData, ...from }) => {
      if (kind !== 'dynamic-import' || path.startsWith('node:') || pluginData === 'asked') return undefined;
      const { resolveDir, importer } = from;
      const resolved = await build.resolve(path, { kind: 'import-statement', resolveDir, importer, pluginData: 'asked' });
      if (resolved.external || resolved.errors.length > 0 || !isCommonJs(resolved.path)) return resolved;
      return { path: resolved.path, namespace: 'cjs-names' };
    });
    build.onLoad({ filter: /.*/, namespace: 'cjs-names' }, ({ path }) => {
      const names = Object.keys(require(path)).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default');
      const contents = `import whole from ${JSON.stringify(path)};\nexport default whole;\nexport const { ${names.join(', ')} } = whole;\n`;
      return { contents, resolveDir: dirname(path) };
    });
  },
};

function isCommonJs(file) {
  if (/\.[cm]js$/.test(file)) return file.endsWith('.cjs');
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).type !== 'module';
  }
  return true;
}
