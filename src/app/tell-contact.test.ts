import { aCallId } from '../../test/support/a-call.ts';
import { aFlow } from '../../test/support/a-flow.ts';
import type { FlowVersion } from '../core/call/ids.ts';
import type { NotifyRoute } from '../core/flow/told.ts';
import type { Message, MessageRoute } from '../ports/messenger.ts';
import type { Job, NotifyContact, StoreRecording } from '../ports/work-queue.ts';
import { doJob } from './do-job.ts';
import { tellContact } from './tell-contact.ts';

const version = 'v1' as FlowVersion; // A test's version needs no hash.
const environment = { env: {}, secrets: { hook: 'FLOW_SECRET_HOOK' }, hosts: ['hooks.example.com'] };

async function told(route: NotifyRoute | undefined, secrets: { readonly [setting: string]: string } = {}) {
  const flow = aFlow({ end: { type: 'hangup' } }, {}, { environment, told: route === undefined ? {} : { desk: route } });
  const sent: { route: MessageRoute; message: Message }[] = [];
  const message = {
    id: '1',
    type: 'notification',
    title: 't',
    text: 'x',
    line: 'main',
    flow: 'test',
    callId: aCallId,
    at: 1,
  } as const;
  const job: NotifyContact = {
    kind: 'notifyContact',
    callId: aCallId,
    flow: { name: 'test', version },
    contact: 'desk',
    message,
  };
  const outcome = await tellContact(
    {
      flows: { version: async () => flow },
      messenger: {
        tell: async (to, what) => {
          sent.push({ route: to, message: what });
          return { kind: 'done' };
        },
      },
      secretOf: (setting) => secrets[setting],
      allowLoopback: false,
    },
    job,
  );
  return { outcome, sent };
}

test('a webhook at an allowed host is told', async () => {
  const { outcome, sent } = await told({ kind: 'webhook', to: { kind: 'url', url: 'https://hooks.example.com/1' } });
  expect(outcome).toEqual({ kind: 'done' });
  expect(sent).toMatchObject([{ route: { kind: 'webhook', url: 'https://hooks.example.com/1' } }]);
});

test('a secret is its own allowance, and is looked up when it is needed', async () => {
  const route = { kind: 'teams', to: { kind: 'secret', name: 'hook' } } as const;
  const { sent } = await told(route, { FLOW_SECRET_HOOK: 'https://prod-1.logic.azure.com/workflows/1' });
  expect(sent).toMatchObject([{ route: { kind: 'teams', url: 'https://prod-1.logic.azure.com/workflows/1' } }]);
});

test.each([
  ['http://prod-1.logic.azure.com/'],
  ['https://10.0.0.1/'],
  ['https://[::1]/'],
  ['https://user:password@hooks.example.net/'],
  ['not an address'],
  [undefined],
])('a secret that holds %s is not used, and the message waits for a better one', async (value) => {
  const route = { kind: 'webhook', to: { kind: 'secret', name: 'hook' } } as const;
  const { outcome, sent } = await told(route, value === undefined ? {} : { FLOW_SECRET_HOOK: value });
  expect(outcome).toEqual({ kind: 'retry', why: 'notAllowed' });
  expect(sent).toEqual([]);
});

test('a host that is not allowed is not told, whatever the checker has said', async () => {
  const { sent } = await told({ kind: 'webhook', to: { kind: 'url', url: 'https://evil.example.net/' } });
  expect(sent).toEqual([]);
});

test('a contact whom nothing says how to tell is let go', async () => {
  expect((await told(undefined)).outcome).toEqual({ kind: 'gone', why: 'noRoute' });
});

describe('a message that has been taken', () => {
  const job: StoreRecording = {
    kind: 'storeRecording',
    recordingId: 'r-1',
    callId: aCallId,
    line: 'main',
    source: { location: 'https://x', accessToken: 't' },
    notify: ['desk', 'boss'],
    recordedAt: 1_000,
    flow: { name: 'test', version },
  };
  const done = async (outcome: { kind: 'done'; lengthMs?: number } | { kind: 'retry'; why: string }, one = job) => {
    const added: Job[] = [];
    const nothing = async () => ({ kind: 'done' }) as const;
    const perform = doJob({
      storeRecording: async () => outcome,
      notifyContact: nothing,
      placeOutbound: nothing,
      endOutbound: async () => {},
      queue: { add: async (wanted) => void added.push(wanted) },
      history: { append: async () => {}, latest: async () => [] },
    });
    await perform(one);
    return added;
  };

  test('everybody is told once it is stored, with its length, and without who called', async () => {
    const added = await done({ kind: 'done', lengthMs: 12_300 });
    expect(added).toMatchObject([
      { kind: 'notifyContact', contact: 'desk', message: { id: 'r-1.desk', type: 'voicemail', lengthMs: 12_300 } },
      { kind: 'notifyContact', contact: 'boss', message: { id: 'r-1.boss' } },
    ]);
    expect(added[0]).toMatchObject({ message: { text: 'Somebody has left a message of 12 seconds on line "main".' } });
  });

  test('nobody is told of one that is not stored', async () => {
    expect(await done({ kind: 'retry', why: 'http500' })).toEqual([]);
  });

  test('a job of before contacts were told is stored as it was', async () => {
    const { flow: _, ...before } = job;
    expect(await done({ kind: 'done' }, before)).toEqual([]);
  });
});
