import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { aCallDocument, aCallId } from '../../../test/stores/a-call-document.ts';
import { Fault } from '../../core/call/fault.ts';
import { stepName } from '../../core/call/ids.ts';
import type { CallDocument } from '../../ports/call-store.ts';
import type { KeyFiles, KeyRing } from '../../ports/key-ring.ts';
import { silentLog } from '../../ports/log.ts';
import { openEmbeddedStore } from '../embedded/open-embedded-store.ts';
import { dictionary2 } from './dictionary.ts';
import { fileKeys } from './file-keys.ts';
import { keyRing } from './key-ring.ts';
import { keyIdOf, open, seal } from './seal.ts';
import { sealedCalls } from './sealed-calls.ts';

const id = aCallId('7e57ab1e-1111-4000-8000-000000000001');
const month = 31 * 86_400_000;

let dir: string;
let now: number;
const clock = { now: () => now };
const closers: (() => Promise<void>)[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'teams-ivr-sealed-'));
  now = Date.UTC(2027, 0, 4);
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  rmSync(dir, { recursive: true });
});

/** Keys in memory; counts how often they are asked for. */
function memoryKeys(): KeyFiles & { readonly texts: Map<string, string>; asked: number } {
  const texts = new Map<string, string>();
  const keys = {
    texts,
    asked: 0,
    names: async () => {
      keys.asked += 1;
      return [...texts.keys()];
    },
    read: async (name: string) => texts.get(name),
    create: async (name: string, text: string) => {
      if (!texts.has(name)) texts.set(name, text);
    },
  };
  return keys;
}

function aStore(ring: KeyRing = keyRing(memoryKeys(), clock)) {
  const store = openEmbeddedStore({ dir, log: silentLog, clock });
  closers.push(() => store.close());
  return { plain: store.calls, calls: sealedCalls(store.calls, ring) };
}

/** The row as it lies in the file. */
function rawRow(): string {
  const file = readdirSync(dir).find((name) => /\.(db|sqlite3?)$/.test(name)) ?? '';
  const database = new DatabaseSync(join(dir, file), { readOnly: true });
  try {
    return JSON.stringify(database.prepare('SELECT * FROM calls').all());
  } finally {
    database.close();
  }
}

const told = aCallDocument(id, {
  call: {
    caller: { kind: 'user', id: 'c0ffee11-aaaa-4bbb-8ccc-ddddeeeeffff', displayName: 'Ada Lovelace' },
    calledNumber: '+441632960999',
    vars: { account: '472915', pin: '8642' },
    at: { step: stepName('account'), entered: true, attempt: 1, memory: { digits: '31337' } },
    keypad: { next: 4, waiting: ['7', '7'], held: [{ sequence: 9, tone: '9' }], missing: [] },
    frames: [{ called: 'identify', step: stepName('who'), vars: { card: '4929000000006' }, trail: [] }],
    media: [
      {
        context: '1.2' as CallDocument['call']['media'][number]['context'], // As the core writes it.
        mark: 'prompt',
        expectedEnd: 5,
        what: { kind: 'play', prompts: [{ kind: 'speech', text: 'Your balance is 1234567.', language: 'en-US', durationMs: 1 }] },
      },
    ],
  },
  inbox: [{ kind: 'tonePressed', callId: id, tone: '5', sequence: 55555 }],
  outbox: [{ kind: 'notifyContacts', number: 3, to: ['desk'], text: 'Grace Hopper calls.' }],
  wakeAt: 9_000,
});

test('whoever reads the database finds no digit, name or number of the caller', async () => {
  const { calls } = aStore();
  await calls.create(told);
  const row = rawRow();
  expect(row).toContain('established'); // It is the row.
  for (const secret of [
    'Lovelace',
    'c0ffee11',
    '960999',
    '472915',
    '8642',
    '31337',
    '4929',
    '1234567',
    '55555',
    'Hopper',
    'account',
  ])
    expect(row).not.toContain(secret);
});

test('the sweep finds a sealed call, and the call opens to the letter', async () => {
  const { calls } = aStore();
  const created = await calls.create(told);
  expect(await calls.due(10_000, 5)).toEqual([id]);
  expect(await calls.load(id)).toEqual({ kind: 'found', document: told, version: 'version' in created ? created.version : '' });
});

test('a document of before there was sealing opens, and its next write is sealed', async () => {
  const { plain, calls } = aStore();
  await plain.create(told);
  const found = await calls.load(id);
  if (found.kind !== 'found') throw new Error('not found');
  expect(found.document).toEqual(told);
  await calls.replace(found.document, found.version);
  expect(rawRow()).not.toContain('472915');
  expect(await calls.load(id)).toMatchObject({ document: told });
});

test('a call of ordinary length stays far below the eight kilobytes of a document', async () => {
  const { calls } = aStore();
  await calls.create(told);
  expect(rawRow().length).toBeLessThan(2_500);
  const long = { ...told, call: { ...told.call, vars: { crm: 'A customer for many years. '.repeat(110) } } };
  await calls.create({ ...long, call: { ...long.call, id: aCallId('another') } });
  expect(rawRow().length).toBeLessThan(8_000);
});

test('what was sealed for one call does not open as another', async () => {
  const ring = keyRing(memoryKeys(), clock);
  const { plain, calls } = aStore(ring);
  await calls.create(told);
  const stored = await plain.load(id);
  if (stored.kind !== 'found') throw new Error('not found');
  const other = aCallId('another');
  await plain.create({ ...stored.document, call: { ...stored.document.call, id: other } });
  await expect(calls.load(other)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
});

test('what has been changed does not open, and the fault quotes nothing', async () => {
  const key = await keyRing(memoryKeys(), clock).current();
  const text = seal({ pin: '8642' }, id, key);
  const at = text.length - 9;
  const changed = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
  expect(open(text, id, key)).toEqual({ pin: '8642' });
  expect(open(changed, id, key)).toBeUndefined();
  expect(open('1.k.AAAA', id, key)).toBeUndefined();
  expect(keyIdOf('rubbish')).toBeUndefined();
});

test('what was sealed before there was a dictionary still opens', () => {
  const key = { id: 'k000001', bytes: new Uint8Array(32).fill(7) };
  const before = '1.k000001.aJIqW8sVckKFHuID5APJieMHGT-8VlgdIjuXSGPn9Nk5fmLrHQtPYBmTmNc';
  expect(open(before, id, key)).toEqual({ pin: '8642' });
});

test('the dictionary is part of the format: with another one nothing that is stored would open', () => {
  expect(createHash('sha256').update(dictionary2).digest('hex')).toBe(
    'a91f67e1b01a6ec247eb05f9ca9d7c78b6240ccfc62d90bf98d0acba194c4465',
  );
});

test('a key that is gone is a fault, not an empty call', async () => {
  const keys = memoryKeys();
  const { calls } = aStore(keyRing(keys, clock));
  await calls.create(told);
  keys.texts.clear();
  const { calls: later } = aStore(keyRing(keys, clock));
  await expect(later.load(id)).rejects.toThrow('the key that it was sealed with is not there');
});

test('a new key seals after a month, and the old one still opens', async () => {
  const keys = memoryKeys();
  const { plain, calls } = aStore(keyRing(keys, clock));
  await calls.create(told);
  now += month;
  await calls.create({ ...told, call: { ...told.call, id: aCallId('later') } });
  expect([...keys.texts.keys()]).toEqual(['k000001.json', 'k000002.json']);
  const sealedWith = async (one: typeof id) => JSON.stringify(await plain.load(one)).match(/"sealed":"2\.(k\d+)/)?.[1];
  expect([await sealedWith(id), await sealedWith(aCallId('later'))]).toEqual(['k000001', 'k000002']);
  const { calls: anotherInstance } = aStore(keyRing(keys, clock));
  expect(await anotherInstance.load(id)).toMatchObject({ document: told });
});

test('keys are looked for once an hour, not once a call', async () => {
  const keys = memoryKeys();
  const { calls } = aStore(keyRing(keys, clock));
  await calls.create(told);
  for (let times = 0; times < 5; times += 1) await calls.load(id);
  expect(keys.asked).toBe(1);
});

test('when keys cannot be had at first, nothing is written in the clear', async () => {
  const down = async (): Promise<never> => {
    throw new Fault('STORE_UNAVAILABLE', 'down', { retryable: true });
  };
  const { calls } = aStore(keyRing({ names: down, read: down, create: down }, clock));
  await expect(calls.create(told)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
  expect(rawRow()).toBe('[]');
});

test('when keys cannot be had later, the one that is known goes on sealing', async () => {
  const keys = memoryKeys();
  let away = false;
  const files: KeyFiles = {
    ...keys,
    names: () => (away ? Promise.reject(new Fault('STORE_UNAVAILABLE', 'down', { retryable: true })) : keys.names()),
  };
  const { calls } = aStore(keyRing(files, clock));
  await calls.create(told);
  away = true;
  now += month;
  expect(await calls.load(id)).toMatchObject({ kind: 'found' });
});

describe('keys in files', () => {
  const folder = () => join(dir, 'keys');

  test('instances that start at once make one key and share it', async () => {
    const rings = Array.from({ length: 12 }, () => keyRing(fileKeys(folder()), clock));
    const keys = await Promise.all(rings.map((ring) => ring.current()));
    expect(new Set(keys.map(({ id: key }) => key)).size).toBe(1);
    expect(new Set(keys.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).size).toBe(1);
    expect(readdirSync(folder())).toEqual(['k000001.json']); // No drafts are left.
  });

  test('nobody but their owner may read them', async () => {
    await keyRing(fileKeys(folder()), clock).current();
    expect(statSync(folder()).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder(), 'k000001.json')).mode & 0o777).toBe(0o600);
  });
});
