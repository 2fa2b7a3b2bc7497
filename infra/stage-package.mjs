/**
 * Lays out what Azure gets, in a folder of its own: the bundle, the flows, host.json and a package.json without
 * dependencies, because everything is in the bundle and nothing is left to install or to build. The deployment tools'
 * ignore files understand patterns differently; a folder that holds exactly what belongs there needs none.
 *
 *   node infra/stage-package.mjs [folder]      after `npm run build`
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = resolve(root, process.argv[2] ?? '.tools/azure-package');
const { version, type, main } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

if (!existsSync(join(root, main))) {
  console.error(`${main} is not there. Run "npm run build" first.`);
  process.exit(1);
}
/** The simulator's page, the commands and the maps stay at home. */
const stayHome = ['cli', 'web/softphone', '.stamp.json'].map((name) => join(root, 'dist', name));
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
cpSync(join(root, 'dist'), join(target, 'dist'), {
  recursive: true,
  filter: (source) => !stayHome.includes(source) && !source.endsWith('.map'),
});
cpSync(join(root, 'flows'), join(target, 'flows'), { recursive: true, filter: (source) => basename(source) !== 'tests' });
cpSync(join(root, 'host.json'), join(target, 'host.json'));
writeFileSync(
  join(target, 'package.json'),
  `${JSON.stringify({ name: 'teams-ivr', version, private: true, type, main }, null, 2)}\n`,
);
