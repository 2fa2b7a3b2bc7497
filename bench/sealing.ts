/** What does it cost to seal a call's document, beside writing it as JSON? Prints the machine and microseconds. No seed: it rolls no dice. */
import { cpus } from 'node:os';
import { open, seal } from '../src/adapters/sealed/seal.ts';

const rounds = 3_000;
const about = '7e57ab1e-1111-4000-8000-000000000001';
const key = { id: 'k000001-00000000', bytes: new Uint8Array(32).fill(7) };
/** As a call in the middle of a menu, after a data dip. */
const inside = {
  call: {
    id: about,
    vars: { account: '472915', crm: { tier: 'gold', name: 'Ada', orders: [1, 2, 3] } },
    media: [1, 2].map((number) => ({
      context: `1.${number}`,
      mark: 'window',
      expectedEnd: 1_700_000_000_000,
      what: {
        kind: 'play',
        prompts: [
          {
            kind: 'speech',
            text: 'For sales press 1, for your account press 2.',
            language: 'en-US',
            audio: 'ab'.repeat(32),
            durationMs: 4_200,
          },
          { kind: 'silence', durationMs: 5_000 },
        ],
      },
    })),
    path: Array.from({ length: 30 }, (_, index) => `step${index}`),
    keypad: { next: 4, waiting: ['1'], held: [], missing: [] },
  },
  outbox: [{ kind: 'hangUp', number: 7 }],
  inbox: [],
};

function microseconds(work: () => unknown): number {
  for (let round = 0; round < rounds / 5; round += 1) work();
  const begun = performance.now();
  for (let round = 0; round < rounds; round += 1) work();
  return ((performance.now() - begun) / rounds) * 1_000;
}

const json = JSON.stringify(inside);
const sealed = seal(inside, about, key);
const [write, read] = [microseconds(() => JSON.stringify(inside)), microseconds(() => JSON.parse(json))];
const [close, reopen] = [microseconds(() => seal(inside, about, key)), microseconds(() => open(sealed, about, key))];
process.stdout.write(
  [
    `${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`,
    `document  ${json.length} bytes as JSON, ${sealed.length} sealed`,
    `write     ${write.toFixed(1)} us as JSON, ${close.toFixed(1)} us sealed (${(close / write).toFixed(1)} times)`,
    `read      ${read.toFixed(1)} us as JSON, ${reopen.toFixed(1)} us sealed (${(reopen / read).toFixed(1)} times)`,
    '',
  ].join('\n'),
);
