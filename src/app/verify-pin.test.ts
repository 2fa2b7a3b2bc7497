import { aCallId, anArrival } from '../../test/support/a-call.ts';
import { aFlow } from '../../test/support/a-flow.ts';
import { memoryLedger } from '../adapters/memory/memory-ledger.ts';
import type { Answer } from '../core/call/answer.ts';
import type { Call } from '../core/call/call.ts';
import type { VerifyPin } from '../core/call/call-command.ts';
import { Fault } from '../core/call/fault.ts';
import type { StepName } from '../core/call/ids.ts';
import type { Party } from '../core/call/party.ts';
import { beginCall } from '../core/flow/play/begin-call.ts';
import type { Ledger } from '../ports/ledger.ts';
import { hashPin, isPin } from './pin-hash.ts';
import { verifyPin } from './verify-pin.ts';

const ada: Party = { kind: 'phone', number: '+441632960123' };
const bob: Party = { kind: 'phone', number: '+441632960124' };
const nobody: Party = { kind: 'unknown' };

let pins: { readonly [account: string]: string };
beforeAll(async () => {
  pins = { '1001': await hashPin('2468'), '1002': await hashPin('1357') };
});

interface World {
  readonly verify?: object;
  readonly ledger?: Ledger;
  readonly answer?: Answer;
}

function aBank({ verify, ledger: given, answer }: World = {}) {
  let now = 1_000_000;
  const clock = { now: () => now, sleep: async () => {} };
  const ledger = given ?? memoryLedger(clock);
  const flow = aFlow(
    {
      pin: {
        type: 'authenticate',
        prompt: 'Your PIN please.',
        account: 'vars.account',
        verify: verify ?? { pins },
        lockout: { attempts: 3, for: '15m' },
        next: 'inside',
      },
      inside: { type: 'hangup' },
    },
    { vars: { account: { type: 'string' } } },
    { environment: { env: {}, secrets: {}, hosts: ['pins.example.com'] } },
  );
  const ports = {
    flows: { version: async () => flow },
    ledger,
    clock,
    ...(answer === undefined ? {} : { requests: { send: async () => answer } }),
  };
  const standing = (caller: Party, account: string, pin: string): Call => {
    const call = beginCall(flow, 'main', { ...anArrival, callId: aCallId, caller }, now);
    return { ...call, vars: { account }, at: { ...call.at, entered: true, memory: { pin } } };
  };
  const asking = (what: VerifyPin['what']) => (caller: Party, account: string, pin: string) =>
    verifyPin(
      ports,
      standing(caller, account, pin),
      { kind: 'verifyPin', number: 1, step: 'pin' as StepName, what, idempotencyKey: 'k', timeoutMs: 3_000 },
      now + 3_000,
    );
  return {
    ledger,
    tries: asking('pin'),
    mayTry: (caller: Party, account = '1001') => asking('lockout')(caller, account, ''),
    passes: (ms: number) => {
      now += ms;
    },
  };
}

test('the right PIN is right, the PIN of another account is wrong', async () => {
  const { tries } = aBank();
  expect(await tries(ada, '1001', '2468')).toBe('right');
  expect(await tries(ada, '1002', '2468')).toBe('wrong');
});

test('wrong PINs add up over calls until the caller is locked out, right PIN or not', async () => {
  const { tries, mayTry } = aBank();
  expect(await tries(ada, '1001', '0000')).toBe('wrong');
  expect(await tries(ada, '1002', '0000')).toBe('wrong');
  expect(await mayTry(ada)).toBe('unlocked');
  expect(await tries(ada, '1001', '0001')).toBe('locked');
  expect(await mayTry(ada)).toBe('locked');
  expect(await tries(ada, '1001', '2468')).toBe('locked');
});

test('somebody else is not locked out with them', async () => {
  const { tries, mayTry } = aBank();
  for (const pin of ['1', '2', '3']) await tries(ada, '1001', pin);
  expect(await mayTry(bob)).toBe('unlocked');
  expect(await tries(bob, '1001', '2468')).toBe('right');
});

test('the lock opens by itself, and trying meanwhile does not keep it shut', async () => {
  const { tries, mayTry, passes } = aBank();
  for (const pin of ['1', '2', '3']) await tries(ada, '1001', pin);
  passes(14 * 60_000);
  expect(await tries(ada, '1001', '4')).toBe('locked');
  passes(61_000);
  expect(await mayTry(ada)).toBe('unlocked');
  expect(await tries(ada, '1001', '2468')).toBe('right');
});

test('the right PIN begins the count anew', async () => {
  const { tries } = aBank();
  for (const pin of ['1', '2', '2468', '3', '4']) expect(await tries(ada, '1001', pin)).not.toBe('locked');
});

test('callers who withhold their number are counted together, by account', async () => {
  const { tries, mayTry } = aBank();
  for (const pin of ['1', '2', '3']) await tries(nobody, '1001', pin);
  expect(await mayTry(nobody, '1001')).toBe('locked');
  expect(await mayTry(nobody, '1002')).toBe('unlocked');
  expect(await mayTry(ada, '1001')).toBe('unlocked');
});

test('guessing from many numbers comes to an end', async () => {
  const { tries } = aBank();
  const verdicts: (string | undefined)[] = [];
  for (let caller = 0; caller < 20; caller += 1)
    verdicts.push(await tries({ kind: 'phone', number: `+4416329601${10 + caller}` }, '1001', '0000'));
  expect(verdicts.indexOf('locked')).toBe(11);
  expect(await tries(bob, '1001', '2468')).toBe('locked');
});

test('many calls at once get no more tries than one', async () => {
  const { tries } = aBank();
  const verdicts = await Promise.all(['0', '1', '2', '3', '4', '5', '6', '2468'].map((pin) => tries(ada, '1001', pin)));
  expect(verdicts.filter((verdict) => verdict === 'wrong')).toHaveLength(2);
  expect(verdicts.filter((verdict) => verdict === 'locked')).toHaveLength(6);
});

test('an account that nobody has costs as much work as a wrong PIN', async () => {
  const hash = pins['1001'] ?? '';
  const took = async (known: string | undefined): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const begun = performance.now();
      expect(await isPin('0000', known, hash)).toBe(false);
      times.push(performance.now() - begun);
    }
    return Math.min(...times);
  };
  // Without the work it would take a thousandth.
  expect(await took(undefined)).toBeGreaterThan((await took(hash)) / 4);
});

test('without an account, not even a PIN that fits the hash it is compared with lets anybody in', async () => {
  expect(await isPin('2468', undefined, pins['1001'] ?? '')).toBe(false);
});

test.each([
  [{ kind: 'response', status: 200 }, 'right'],
  [{ kind: 'response', status: 401 }, 'wrong'],
  [{ kind: 'response', status: 503 }, undefined],
  [{ kind: 'noResponse', why: 'timeout' }, undefined],
] as const)('another system that says %j means %s', async (answer, verdict) => {
  const { tries } = aBank({ verify: { request: { url: 'https://pins.example.com/' } }, answer });
  expect(await tries(ada, '1001', '2468')).toBe(verdict);
});

test('a system that is down costs the caller no attempt', async () => {
  const { tries, mayTry } = aBank({
    verify: { request: { url: 'https://pins.example.com/' } },
    answer: { kind: 'response', status: 503 },
  });
  for (let tried = 0; tried < 5; tried += 1) await tries(ada, '1001', '2468');
  expect(await mayTry(ada)).toBe('unlocked');
});

test('when nothing can be counted, nobody is let through', async () => {
  const down = async (): Promise<never> => {
    throw new Fault('STORE_UNAVAILABLE', 'down', { retryable: true });
  };
  const { tries, mayTry } = aBank({ ledger: { get: down, put: down } });
  await expect(tries(ada, '1001', '2468')).rejects.toThrow('down');
  await expect(mayTry(ada)).rejects.toThrow('down');
});

test('what is counted tells neither number nor account (I8)', async () => {
  const written: string[] = [];
  const { ledger } = aBank();
  const { tries } = aBank({
    ledger: {
      get: (key) => ledger.get(key),
      put: (key, fact, version) => {
        written.push(key, JSON.stringify(fact));
        return ledger.put(key, fact, version);
      },
    },
  });
  await tries(ada, '1001', '7777');
  expect(written.length).toBeGreaterThan(2);
  expect(written.join(' ')).not.toMatch(/441632960123|1001|7777/);
});
