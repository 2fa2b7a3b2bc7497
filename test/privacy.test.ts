import { join } from 'node:path';
import { openRehearsal } from '../cli/rehearsal.ts';
import { readWorkspace } from '../cli/workspace.ts';
import { pinoLog } from '../src/adapters/telemetry/pino-log.ts';

const flowsDir = join(process.cwd(), 'flows');

test('no line of the log tells what was pressed, who called, from which number, what was said, or any token (I8)', async () => {
  const lines: string[] = [];
  const { names, lines: lineOptions } = await readWorkspace(flowsDir);
  const rehearsal = await openRehearsal({
    flowsDir,
    flow: 'main-line',
    names,
    lines: lineOptions,
    log: pinoLog('debug', { write: (line) => lines.push(line) }),
    destinations: { [Object.keys(names).find((id) => names[id] === 'support') ?? '']: 'fails' },
  });
  const bodies: string[] = [];
  try {
    for (const from of [
      { kind: 'user', id: '0a1b2c3d-1234-4567-89ab-cdef01234567', displayName: 'Ada Example' },
      { kind: 'phone', number: '+441632960123' },
    ] as const) {
      const caller = rehearsal.caller();
      await caller.dial({ from, to: lineOptions[0]?.id ?? 'bot' });
      await caller.hears('Welcome');
      await caller.presses('2');
      await caller.presses('472915#');
      await caller.expectsTransferTo('support');
      await caller.hears('reception');
      await caller.hangsUp();
    }
    bodies.push(...rehearsal.graph.exchanges().map((entry) => JSON.stringify(entry)));
  } finally {
    await rehearsal.close();
  }
  const log = lines.join('');
  expect(lines.length).toBeGreaterThan(20);
  expect(log).toContain('call.turn');
  for (const secret of ['472915', 'Ada Example', '441632960123', '0a1b2c3d-1234', 'account number', 'Bearer', 'eyJ'])
    expect(log).not.toContain(secret);
  // Not even one key at a time: no log line has a field that holds a single key.
  for (const line of lines) expect(line).not.toMatch(/"(tone|key|digit|digits|exit)":/);
  // The words were really there to be leaked.
  expect(bodies.join('')).toContain('Ada Example');
});

test('a PIN is in no line of the log, in no command and in no document once it has been checked, and nor is the account', async () => {
  const home = join(process.cwd(), 'src/core/steps/authenticate');
  const lines: string[] = [];
  const commands: string[] = [];
  const calls: string[] = [];
  const kept: string[] = [];
  const rehearsal = await openRehearsal({
    flowsDir: home,
    flow: 'example',
    log: pinoLog('debug', { write: (line) => lines.push(line) }),
    watch: (turn) => {
      commands.push(JSON.stringify([turn.commands, turn.story]));
      calls.push(JSON.stringify(turn.call));
    },
    wrapStore: (store) => ({
      ...store,
      ledger: {
        get: (key) => store.ledger.get(key),
        put: (key, fact, version) => {
          kept.push(key, JSON.stringify(fact));
          return store.ledger.put(key, fact, version);
        },
      },
    }),
  });
  try {
    const caller = rehearsal.caller();
    const from = { kind: 'user', id: '0a1b2c3d-1234-4567-89ab-cdef01234567', displayName: 'Ada Example' } as const;
    await caller.dial({ from, to: 'bot' });
    await caller.hears('customer number');
    await caller.presses('1001');
    await caller.hears('PIN');
    await caller.presses('998877#');
    await caller.hears('not right');
    await caller.presses('246810#');
    await caller.hears('on its way');
    await caller.hangsUp();
  } finally {
    await rehearsal.close();
  }
  expect(lines.join('')).toContain('call.turn');
  expect(kept.join('')).toContain('count');
  const secret = /998877|246810|(?<!\d)1001(?!\d)|0a1b2c3d-1234|Ada/;
  for (const line of [...lines, ...kept]) expect(line).not.toMatch(secret);
  for (const command of commands) expect(command).not.toMatch(/998877|246810/);
  expect(calls.at(-1)).not.toMatch(/998877|246810|"1001"/);
  expect(calls.some((call) => call.includes('998877'))).toBe(true); // While it was being checked: in the step's memory.
});
