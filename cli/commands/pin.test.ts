import { isPin } from '../../src/app/pin-hash.ts';
import { pinFrom } from './pin.ts';

async function said(args: readonly string[], lines: readonly string[], isTerminal = true) {
  const texts = { out: '', error: '' };
  const left = [...lines];
  const code = await pinFrom(() => ({ isTerminal, ask: async () => left.shift() })).run(args, {
    out: (text) => {
      texts.out += text;
    },
    error: (text) => {
      texts.error += text;
    },
  });
  return { code, ...texts };
}

test('what is printed stands for the PIN, and does not show it', async () => {
  const { code, out } = await said([], ['246810', '246810']);
  expect(code).toBe(0);
  expect(out).not.toContain('246810');
  expect(await isPin('246810', out, out)).toBe(true);
  expect(await isPin('246811', out, out)).toBe(false);
});

test('a PIN on the command line is refused, and not repeated', async () => {
  const { code, out, error } = await said(['246810'], []);
  expect(code).toBe(2);
  expect(out + error).not.toContain('246810');
});

test('two different ones are not a PIN', async () => {
  expect(await said([], ['246810', '246811'])).toMatchObject({ code: 1, out: '' });
});

test('letters cannot be typed on a telephone', async () => {
  expect(await said([], ['secret', 'secret'])).toMatchObject({ code: 1, out: '' });
});

test('a script writes it once', async () => {
  const { code, out } = await said([], ['246810'], false);
  expect(code).toBe(0);
  expect(out).toMatch(/^\$scrypt\$ln=\d+,r=8,p=1\$/);
});
