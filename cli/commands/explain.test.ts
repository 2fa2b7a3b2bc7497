import { explain } from './explain.ts';

async function said(...args: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  const texts = { out: '', error: '' };
  const code = await explain.run(args, {
    out: (text) => {
      texts.out += `${text}\n`;
    },
    error: (text) => {
      texts.error += `${text}\n`;
    },
  });
  return { code, ...texts };
}

test('a code is told with its meaning, cause, fix and whose fault it is', async () => {
  const { code, out } = await said('403/7503');
  expect(code).toBe(0);
  expect(out).toMatch(/^403\/7503 {2}Graph does not know the application as a calling bot\./);
  expect(out).toContain('az bot msteams create');
  expect(out).toContain("whose  the set-up's");
});

test('a code of a known class that nobody documents is told so, and the near ones follow', async () => {
  const { code, out } = await said('480/10038');
  expect(code).toBe(1);
  expect(out).toContain('This very code is not documented');
  expect(out).toMatch(/Near it:[\s\S]*480\/10037/);
});

test('words find the codes that speak of them', async () => {
  const { code, out } = await said('secret', 'expired');
  expect(code).toBe(1);
  expect(out).toMatch(/Near it:\n {2}AADSTS7000222 +The client secret has expired/);
});

test('programs get the same as JSON', async () => {
  const { out } = await said('--json', 'AADSTS7000215');
  expect(JSON.parse(out)).toMatchObject({ kind: 'known', explanation: { key: 'AADSTS7000215', fault: 'setUp' }, near: [] });
});

test('nothing to explain is wrong usage', async () => {
  expect((await said()).code).toBe(2);
  expect((await said('--what')).code).toBe(2);
});
