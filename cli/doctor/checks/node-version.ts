import type { Check, Verdict } from '../check.ts';

/** `package.json`, engines. */
const leastMajor = 20;
/** The embedded store is `node:sqlite`, which came without a flag in 22.13. */
const leastForSqlite = [22, 13] as const;

/** The Node of this machine; the one of a Function app is chosen by its settings. */
export const nodeVersion: Check = {
  id: 'node',
  title: 'Node',
  needs: [],
  run: async ({ reading }) =>
    judgeNode(process.versions.node, reading.kind === 'settings' && reading.settings.store.kind === 'embedded'),
};

/** `version`: `22.13.0`. `isEmbedded`: calls are kept in SQLite. */
export function judgeNode(version: string, isEmbedded: boolean): Verdict {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [sqliteMajor, sqliteMinor] = leastForSqlite;
  const hasSqlite = major > sqliteMajor || (major === sqliteMajor && minor >= sqliteMinor);
  if (major >= leastMajor && (hasSqlite || !isEmbedded)) return { kind: 'good', says: `Version ${version}.` };
  const needed = isEmbedded ? `${leastForSqlite.join('.')}, which brings the embedded store` : String(leastMajor);
  return {
    kind: 'bad',
    says: `Version ${version} is too old: at least ${needed}.`,
    fix: { words: 'Install Node 22 or newer.', commands: ['nvm install 22', 'winget install OpenJS.NodeJS.LTS'] },
  };
}
