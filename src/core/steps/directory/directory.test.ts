import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';

const user = (id: string) => ({ kind: 'user', id }) as const;
const staff = [
  { name: 'Ada Example', extension: '1234', to: user('ada') },
  { name: 'Bea Example', to: user('bea') },
  ...Array.from({ length: 8 }, (_, n) => ({ name: `Carl Meyer ${'ABCDEFGH'[n]}`, to: user(`carl${n}`) })),
  ...Array.from({ length: 25 }, (_, n) => ({ name: `Dana Smith ${'ABCDEFGHIJKLMNOPQRSTUVWXY'[n]}`, to: user(`dana${n}`) })),
];

const asking = (step: object = {}, rest: object = {}) =>
  CoreCall.connected(
    aFlow(
      {
        who: {
          type: 'directory',
          scope: 'staff',
          prompt: 'Spell the name please.',
          on: { notFound: 'nobody', maxAttempts: 'nobody', failed: 'nobody' },
          ...step,
        },
        nobody: { type: 'hangup', prompt: 'Goodbye then.' },
      },
      { ...rest },
      { directories: { staff } },
    ),
  );

test('an extension is the person, as soon as the caller has stopped typing', () => {
  const call = asking();
  call.presses('1234');
  call.mediaEnds();
  expect(call.says).toContain('Ada Example. To be connected, press 1.');
  call.presses('1');
  expect(call.commands.at(-1)).toMatchObject({ kind: 'transfer', target: { id: 'ada' } });
});

test('several who are meant are read out, and a key chooses', () => {
  const call = asking();
  call.presses('3926#');
  expect(call.says).toMatch(/For Ada Example, press 1\. For Bea Example, press 2\./);
  call.presses('2');
  expect(call.commands.at(-1)).toMatchObject({ kind: 'transfer', target: { id: 'bea' } });
});

test('they are read out in the language of the call', () => {
  const call = asking({}, { languages: ['de-AT'] });
  call.presses('3926#');
  expect(call.says).toMatch(/Für Ada Example drücken Sie die 1\. Für Bea Example drücken Sie die 2\./);
  expect(call.commands.at(-1)).toMatchObject({ prompts: [{ language: 'de-AT' }, {}, {}, {}] });
});

test('many are read out in rounds', () => {
  const call = asking();
  call.presses('2275#');
  expect(call.says).toContain('For Carl Meyer F, press 6. For more names, press 9.');
  call.presses('9');
  expect(call.says).toMatch(/^For Carl Meyer G, press 1\. For Carl Meyer H, press 2\. To search again/);
  call.presses('2');
  expect(call.commands.at(-1)).toMatchObject({ kind: 'transfer', target: { id: 'carl7' } });
});

test('with too many the caller is asked for more letters, and types on', () => {
  const call = asking();
  call.presses('3262#');
  expect(call.says).toContain('There are 25 names like that.');
  call.presses('76484');
  call.presses('3#'); // "Dana Smith D" to F.
  expect(call.says).toContain('For Dana Smith D, press 1.');
});

test('a key that means nobody reads the names again', () => {
  const call = asking();
  call.presses('3926#');
  call.presses('7');
  expect(call.says).toContain('For Ada Example, press 1.');
});

test('star begins the search anew', () => {
  const call = asking();
  call.presses('3926#');
  call.presses('*');
  expect(call.says).toContain('Spell the name');
});

test('nobody of that name is said, and after the last attempt the flow goes on', () => {
  const call = asking({ maxAttempts: 2 });
  call.presses('999#');
  expect(call.says).toContain('nobody with that name');
  call.mediaEnds();
  expect(call.says).toContain('Spell the name');
  call.presses('999#');
  expect(call.at).toBe('nobody');
});

test('a silent caller is asked again, and then led on', () => {
  const call = asking({ maxAttempts: 2 });
  call.mediaEnds();
  call.mediaEnds();
  expect(call.at).toBe('nobody');
});

test('keys typed ahead search at once', () => {
  const call = CoreCall.connected(
    aFlow(
      {
        hello: { type: 'play', prompt: 'Hello there.', bargeIn: false, next: 'who' },
        who: { type: 'directory', scope: 'staff', prompt: 'Spell the name please.' },
      },
      {},
      { directories: { staff } },
    ),
  );
  call.presses('1234#');
  call.mediaEnds();
  expect(call.says).toContain('Ada Example');
});

test('whoever does not answer leaves the caller with the flow', () => {
  const call = asking({ announce: 'I am connecting you.' });
  call.presses('1234#');
  call.presses('1');
  expect(call.says).toBe('I am connecting you.');
  call.mediaEnds();
  expect(call.decided).toContain('transfer');
  call.take({
    kind: 'callStateChanged',
    callId: call.call.id,
    state: 'established',
    result: { code: 500, subcode: 7000 },
    delivery: 'x',
  });
  expect(call.at).toBe('nobody');
});

test('a directory that does not exist is found before a caller meets it', () => {
  expect(() => asking({ scope: 'staf' })).toThrow('there is no directory "staf"');
});
