import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schema } from './schema.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teams-ivr-schema-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  const said = { out: '', error: '' };
  const code = await schema.run(args, {
    out: (text) => {
      said.out += `${text}\n`;
    },
    error: (text) => {
      said.error += `${text}\n`;
    },
  });
  return { code, ...said };
}

test('the schema of flows is printed as it is shipped', async () => {
  expect(await run()).toEqual({ code: 0, error: '', out: readFileSync('flows/flow.schema.json', 'utf8') });
  expect((await run('lines')).out).toBe(readFileSync('flows/lines.schema.json', 'utf8'));
});

test('all of them are written into a folder that need not exist', async () => {
  const out = join(folder, 'schemas');
  expect((await run('--out', out)).code).toBe(0);
  expect(readdirSync(out).sort()).toEqual(
    readdirSync('flows')
      .filter((name) => name.endsWith('.schema.json'))
      .sort(),
  );
});

test('wrong usage is told apart, with what was probably meant', async () => {
  expect(await run('flows')).toMatchObject({ code: 2, error: expect.stringContaining('did you mean "flow"?') });
  expect((await run('flow', 'lines')).code).toBe(2);
  expect((await run('--nothing')).code).toBe(2);
});
