import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BotKeeper, keepBot } from './bot-keeper.ts';

let folder = '';
let keeper: BotKeeper | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keeper-'));
});
afterEach(async () => {
  await keeper?.stop();
  rmSync(folder, { recursive: true });
});

/** A bot that counts its lives in a file, and does this in each. */
function aBot(life: string) {
  const script = join(folder, 'bot.cjs');
  const counting = `
    const { existsSync, readFileSync, writeFileSync } = require('node:fs');
    const file = ${JSON.stringify(join(folder, 'lives'))};
    const life = existsSync(file) ? Number(readFileSync(file, 'utf8')) + 1 : 1;
    writeFileSync(file, String(life));
    const ready = () => console.log('teams-ivr bot ready on http://127.0.0.1:1');`;
  writeFileSync(script, `${counting}\n${life}`);
  return script;
}

function keep(life: string) {
  const said: string[] = [];
  keeper = keepBot({ script: aBot(life), env: process.env, say: (line) => said.push(line), now: () => 0 });
  return { said, keeper };
}

test('a bot that dies is started again, and the person is told both', async () => {
  const again = new Promise<void>((resolve) => {
    const script = aBot(
      "ready(); if (life === 1) setImmediate(() => process.kill(process.pid, 'SIGKILL')); else setInterval(() => {}, 1e6);",
    );
    const say = (line: string) => {
      said.push(line);
      if (line === 'The bot serves again.') resolve();
    };
    keeper = keepBot({ script, env: process.env, say });
  });
  const said: string[] = [];
  await keeper?.ready;
  await again;
  expect(said).toEqual(['The bot died (SIGKILL). Starting it again; its calls go on.', 'The bot serves again.']);
});

test('a bot that cannot start says why itself and is not tried again', async () => {
  const { said, keeper } = keep("console.error('BOT_APP_ID is missing'); process.exitCode = 1;");
  await expect(keeper.ready).rejects.toThrow('could not start');
  await keeper.givenUp;
  expect(said).toEqual(['BOT_APP_ID is missing', 'The bot could not start (exit code 1).']);
});

test('a bot that dies time and again is left alone after a while', async () => {
  const { said, keeper } = keep('ready(); process.exitCode = 7;');
  await keeper.givenUp;
  expect(said.filter((line) => line.startsWith('The bot died'))).toHaveLength(5);
  expect(said.at(-1)).toBe('The bot died again (exit code 7) and is left alone now.');
});

test('stopping ends the bot politely and is no death', async () => {
  const { said, keeper } = keep(
    "process.on('SIGTERM', () => { console.log('closed the store'); process.exit(); }); setInterval(() => {}, 1e6); ready();",
  );
  await keeper.ready;
  await keeper.stop();
  expect(said).toEqual(['closed the store']);
});
