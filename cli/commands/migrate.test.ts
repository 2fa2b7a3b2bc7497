import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FlowLanguage } from '../../src/core/flow/migrations/migration.ts';
import type { Command } from './command.ts';
import { migrate, migrateIn } from './migrate.ts';

/** A language of tomorrow, in which what is called "title" today is called "name". */
const later: FlowLanguage = {
  version: 2,
  migrations: [
    {
      from: 1,
      summary: '"title" is called "name"',
      changes: (document) => ('title' in document ? [{ kind: 'rename', path: ['title'], to: 'name' }] : []),
    },
  ],
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teams-ivr-migrate-'));
  for (const name of ['neat', 'loose', 'today']) mkdirSync(join(folder, name));
  put('neat', '{\n  "specVersion": 1,\n  "title": "Night", // kept\n  "start": "a"\n}\n');
  put('loose', '{ "start": "a", "title": "Day", "specVersion": 1 }\n');
  put('today', '{ "specVersion": 2 }');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (flow: string, text: string): void => writeFileSync(join(folder, flow, 'flow.jsonc'), text);
const get = (flow: string): string => readFileSync(join(folder, flow, 'flow.jsonc'), 'utf8');

async function run(command: Command, ...args: readonly string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const say = (text: string): void => {
    said += `${text}\n`;
  };
  return { code: await command.run(args, { out: say, error: say }), said };
}

test('older flows are rewritten, comments and layout as they were, and the newest are left alone', async () => {
  const { code, said } = await run(migrateIn(later), folder);
  expect(code).toBe(0);
  expect(said).toContain(`${join(folder, 'neat/flow.jsonc')}: version 1 becomes 2\n  "title" is called "name"`);
  expect(said).toContain('3 flows looked at, 2 rewritten.');
  expect(get('neat')).toBe('{\n  "specVersion": 2,\n  "name": "Night", // kept\n  "start": "a"\n}\n');
  expect(get('loose')).toBe('{ "start": "a", "name": "Day", "specVersion": 2 }\n');
  expect(get('today')).toBe('{ "specVersion": 2 }');
  expect((await run(migrateIn(later), folder)).said).toBe("3 flows looked at: written in version 2, which is today's.\n");
});

test('--check names older flows, changes nothing, and fails', async () => {
  const before = get('neat');
  const { code, said } = await run(migrateIn(later), '--check', join(folder, 'neat'));
  expect([code, said]).toEqual([1, expect.stringContaining('version 1 is older than 2')]);
  expect(get('neat')).toBe(before);
});

test('the shipped flows are of today', async () => {
  expect(await run(migrate, '--check')).toMatchObject({ code: 0 });
});

test('wrong usage is told apart', async () => {
  for (const args of [['--wrong'], [join(folder, 'nowhere')]]) expect((await run(migrate, ...args)).code).toBe(2);
});
