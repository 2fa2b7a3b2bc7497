import { randomBytes } from 'node:crypto';
import { Fault } from '../../src/core/call/fault.ts';
import type { CallDocument, CallStore } from '../../src/ports/call-store.ts';
import type { Log } from '../../src/ports/log.ts';
import { aCallDocument, aCallId } from './a-call-document.ts';
import { cosmosBehindProxy } from './cosmos-behind-proxy.ts';
import type { FaultProxy, ProxyFault, RequestKind } from './fault-proxy.ts';

/** What the endpoint of cosmos-store.test.ts cannot do by itself, done to it by our proxy. Requests and answers stay real. */
const withCosmos = cosmosBehindProxy();

const id = aCallId('7e57ab1e-2222-4000-8000-000000000001');
const ours = (members: Parameters<typeof aCallDocument>[1] = {}): CallDocument =>
  aCallDocument(id, { lease: { owner: 'ours', until: 9e12 }, inbox: [], wakeAt: 9e12, ...members });

/** What another instance does to a call whose performer lives: it leaves a key in the inbox. */
async function leaveKey(calls: CallStore, sequence = 1): Promise<void> {
  const loaded = await calls.load(id);
  if (loaded.kind === 'missing') throw new Error('There is no call to leave a key for.');
  const inbox = [...loaded.document.inbox, { kind: 'tonePressed', callId: id, tone: '7', sequence } as const];
  await calls.replace({ ...loaded.document, inbox }, loaded.version);
}

async function stored(calls: CallStore): Promise<CallDocument> {
  const loaded = await calls.load(id);
  if (loaded.kind === 'missing') throw new Error('The call is missing.');
  return loaded.document;
}

function versionOf(written: { readonly kind: string; readonly version?: string }): string {
  if (written.version === undefined) throw new Error(`Expected a write, got ${written.kind}.`);
  return written.version;
}

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const fault = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(fault instanceof Fault)) throw new Error('Expected a fault.');
  return fault;
}

/** Waits until no request comes for longer than anybody rests between two; what was on its way may still arrive. */
async function comesToRest({ seen }: FaultProxy): Promise<void> {
  for (let looks = 0; looks < 10; looks += 1) {
    const sent = seen.length;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    if (seen.length === sent) return;
  }
  throw new Error('Requests are still being sent.');
}

describe('a write that took effect and whose answer was lost', () => {
  const losses: readonly [string, ProxyFault][] = [
    ['the connection broke', { kind: 'answerLost' }],
    ['the answer broke off', { kind: 'answerTorn' }],
    ['the service said 408', { kind: 'answeredAs', status: 408 }],
    ['the service said 503', { kind: 'answeredAs', status: 503 }],
    ['the service said 500', { kind: 'answeredAs', status: 500 }],
  ];

  test.each(losses)('a new call is ours and not somebody else’s: %s', (_how, fault) =>
    withCosmos(async ({ proxy, store }) => {
      proxy.spoil('create', fault);
      const created = await store.calls.create(ours());
      expect(created.kind).toBe('created');
      expect((await store.calls.replace(ours({ call: { epoch: 2 } }), versionOf(created))).kind).toBe('saved');
    }),
  );

  test.each(losses)('a saved turn is not decided again: %s', (_how, fault) =>
    withCosmos(async ({ proxy, store }) => {
      const version = versionOf(await store.calls.create(ours()));
      proxy.spoil('replace', fault);
      const saved = await store.calls.replace(ours({ call: { epoch: 2 } }), version);
      expect(saved.kind).toBe('saved');
      expect((await store.calls.replace(ours({ call: { epoch: 3 } }), versionOf(saved))).kind).toBe('saved');
      expect(proxy.seen.filter(({ kind }) => kind === 'replace')).toHaveLength(2); // It was looked for, not sent again.
    }),
  );

  test('a new call that another instance has found meanwhile is ours, and what was left in its inbox is not overwritten', () =>
    withCosmos(async ({ proxy, store, other }) => {
      proxy.spoil('create', { kind: 'answerLost', meanwhile: () => leaveKey(other.calls) });
      const created = await store.calls.create(ours());
      expect(created.kind).toBe('created');
      expect(await store.calls.replace(ours({ call: { epoch: 2 } }), versionOf(created))).toEqual({ kind: 'overtaken' });
      expect((await stored(store.calls)).inbox).toHaveLength(1);
    }));

  test('a saved turn that got keys meanwhile is saved, and its next save is overtaken', () =>
    withCosmos(async ({ proxy, store, other }) => {
      const version = versionOf(await store.calls.create(ours()));
      const keys = async () => {
        for (const sequence of [1, 2, 3]) await leaveKey(other.calls, sequence);
      };
      proxy.spoil('replace', { kind: 'answerLost', meanwhile: keys });
      const saved = await store.calls.replace(ours({ call: { epoch: 2 } }), version);
      expect(saved.kind).toBe('saved');
      expect(await store.calls.replace(ours({ call: { epoch: 3 } }), versionOf(saved))).toEqual({ kind: 'overtaken' });
      expect(await stored(store.calls)).toMatchObject({ call: { epoch: 2 }, inbox: [{}, {}, {}] });
    }));
});

describe('a write that did not take effect', () => {
  test('a turn that lost to another while its own request broke is overtaken', () =>
    withCosmos(async ({ proxy, store, other }) => {
      const version = versionOf(await store.calls.create(ours()));
      proxy.spoil('replace', { kind: 'requestTorn', meanwhile: () => leaveKey(other.calls) });
      expect(await store.calls.replace(ours({ call: { epoch: 2 } }), version)).toEqual({ kind: 'overtaken' });
    }));

  test('a new call that another instance created while our request broke is not ours', () =>
    withCosmos(async ({ proxy, store, other }) => {
      proxy.spoil('create', { kind: 'requestTorn', meanwhile: () => other.calls.create(ours()) });
      expect(await store.calls.create(ours())).toMatchObject({ kind: 'exists' });
    }));

  test('an id that is taken by a document on its way out is tried again, and not for ever', () =>
    withCosmos(async ({ proxy, store }) => {
      proxy.spoil('create', { kind: 'refused', status: 409 }, { kind: 'refused', status: 409 });
      expect((await store.calls.create(ours())).kind).toBe('created');
      const another = aCallDocument(aCallId('another'));
      proxy.spoil('create', ...Array.from({ length: 500 }, () => ({ kind: 'refused', status: 409 }) as const));
      const fault = await faultOf(store.calls.create(another));
      expect(fault).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
      expect(proxy.seen.length).toBeLessThan(60);
    }));

  test('a turn whose request broke is sent again, and saved once', () =>
    withCosmos(async ({ proxy, store }) => {
      const version = versionOf(await store.calls.create(ours()));
      proxy.spoil('replace', { kind: 'requestTorn' }, { kind: 'requestTorn' });
      expect((await store.calls.replace(ours({ call: { epoch: 2 } }), version)).kind).toBe('saved');
      expect((await stored(store.calls)).call.epoch).toBe(2);
    }));

  test('an instance that is overtaken between its read and its write is told so at once', () =>
    withCosmos(async ({ proxy, store, other }) => {
      const version = versionOf(await store.calls.create(ours()));
      proxy.spoil('replace', { kind: 'overtaken', by: () => leaveKey(other.calls) });
      expect(await store.calls.replace(ours({ call: { epoch: 2 } }), version)).toEqual({ kind: 'overtaken' });
      expect(proxy.seen.map(({ kind }) => kind)).toEqual(['metadata', 'create', 'replace']); // And no look at what it already knows.
    }));

  test('a late request that arrives after its repetition changes nothing', () =>
    withCosmos(async ({ proxy, store }) => {
      const version = versionOf(await store.calls.create(ours()));
      proxy.spoil('replace', { kind: 'late', ms: 900 }); // Longer than one attempt waits.
      const saved = await store.calls.replace(ours({ call: { epoch: 2 } }), version);
      expect(saved.kind).toBe('saved');
      await new Promise((resolve) => setTimeout(resolve, 400)); // Now the first one has arrived as well.
      expect((await store.calls.replace(ours({ call: { epoch: 3 } }), versionOf(saved))).kind).toBe('saved');
    }));
});

describe('refusals', () => {
  const again: readonly [string, ProxyFault][] = [
    ['429 with a short wait', { kind: 'refused', status: 429, headers: { 'x-ms-retry-after-ms': '20' } }],
    ['449', { kind: 'refused', status: 449 }],
    ['503 with the page of a gateway', { kind: 'refused', status: 503, body: '<html>Service Unavailable</html>' }],
    ['503 with nothing', { kind: 'refused', status: 503, body: '' }],
    ['408', { kind: 'refused', status: 408 }],
    ['410', { kind: 'refused', status: 410 }],
    ['a replica that lags behind', { kind: 'refused', status: 404, headers: { 'x-ms-substatus': '1002' } }],
  ];
  const operations: readonly RequestKind[] = ['read', 'create', 'replace', 'query'];
  test.each(again.flatMap(([what, fault]) => operations.map((operation) => [what, operation, fault] as const)))(
    'once %s is not noticed by a caller: %s',
    (_what, operation, fault) =>
      withCosmos(async ({ proxy, store }) => {
        proxy.spoil(operation, fault, fault);
        const created = await store.calls.create(ours({ wakeAt: 1 }));
        expect(created.kind).toBe('created');
        expect((await store.calls.replace(ours({ wakeAt: 1 }), versionOf(created))).kind).toBe('saved');
        expect((await store.calls.load(id)).kind).toBe('found');
        expect(await store.calls.due(2, 10)).toEqual([id]);
      }),
  );

  const attempts: readonly ((calls: CallStore, version: string) => Promise<unknown>)[] = [
    (calls) => calls.load(id),
    (calls) => calls.create(aCallDocument(aCallId('another'))),
    (calls, version) => calls.replace(ours(), version),
    (calls) => calls.due(2, 10),
  ];
  const lasting: readonly [string, ProxyFault][] = [
    ['503', { kind: 'refused', status: 503 }],
    ['449', { kind: 'refused', status: 449 }],
    ['torn connections', { kind: 'requestTorn' }],
    ['answers later than anybody waits', { kind: 'late', ms: 2_500 }],
  ];
  test.each(lasting)('lasting %s end as a fault in time for the sender to come again, whatever was asked', (_what, fault) =>
    withCosmos(async ({ proxy, store }) => {
      const version = versionOf(await store.calls.create(ours()));
      proxy.spoilAll(fault);
      const faults = await Promise.all(attempts.map((attempt) => faultOf(attempt(store.calls, version))));
      for (const thrown of faults) expect(thrown).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
      await comesToRest(proxy); // Nothing goes on behind the back of whoever was told.
    }),
  );

  test('a long wait is not sat out, but passed on', () =>
    withCosmos(async ({ proxy, store }) => {
      proxy.spoilAll({ kind: 'refused', status: 429, headers: { 'x-ms-retry-after-ms': '4321' } });
      const fault = await faultOf(store.calls.load(id));
      expect(fault).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true, retryAfterMs: 4_321 });
      expect(proxy.seen).toHaveLength(1);
      expect(store.charges().throttled).toBe(1);
    }));

  test.each([400, 401, 403])('%i is a fault at once: repeating it would only cost time', (status) =>
    withCosmos(async ({ proxy, store }) => {
      proxy.spoilAll({ kind: 'refused', status });
      const fault = await faultOf(store.calls.load(id));
      expect(fault).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
      expect(proxy.seen).toHaveLength(1);
    }),
  );

  test('a container that is missing is a fault: no call may be taken for unknown because of it', () =>
    withCosmos(async ({ proxy, store }) => {
      proxy.spoil('read', { kind: 'refused', status: 404, headers: { 'x-ms-substatus': '1003' } });
      const fault = await faultOf(store.calls.load(id));
      expect(fault.code).toBe('STORE_UNAVAILABLE');
    }));

  test('a document that the service finds too large is named as such', () =>
    withCosmos(async ({ proxy, store }) => {
      proxy.spoil('create', { kind: 'refused', status: 413 });
      const fault = await faultOf(store.calls.create(ours()));
      expect(fault).toMatchObject({ code: 'RECORD_TOO_LARGE', retryable: false });
    }));

  test('a service that is not there is a fault, and health says so', () =>
    withCosmos(async ({ proxy, store }) => {
      await proxy.close();
      const fault = await faultOf(store.calls.load(id));
      expect(fault).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
      expect(await store.calls.ping()).toBe(false);
    }));
});

test('neither a fault nor a line of the log quotes the document', () => {
  const lines: string[] = [];
  const write = (event: string, fields?: object) => void lines.push(JSON.stringify({ event, ...fields }));
  const log: Log = { debug: write, info: write, warn: write, error: write };
  return withCosmos(async ({ proxy, store }) => {
    proxy.spoilAll({ kind: 'refused', status: 503, body: JSON.stringify({ message: 'secret +441632960001' }) });
    const fault = await faultOf(store.calls.create(ours({ call: { vars: { pin: 'secret' } } })));
    expect(lines.length).toBeGreaterThan(0);
    expect(`${fault.message} ${lines.join(' ')}`).not.toMatch(/secret|441632960001/);
  }, log);
});

test('flow versions and history survive lost answers, too, and stay as they were first written', () =>
  withCosmos(async ({ proxy, store }) => {
    const version = aCallDocument(id).call.flow.version;
    const record = { name: 'main-line', version, text: '{}', surroundings: { contacts: {}, audio: {} } };
    proxy.spoil('create', { kind: 'answerLost' });
    await store.versions.put(record);
    proxy.spoil('create', { kind: 'answerLost' });
    const ended = { callId: id, line: 'main', flow: 'main-line', version, startedAt: 1, endedAt: 2, outcome: 'done', path: [] };
    await store.history.append(ended);
    expect(await store.versions.get('main-line', version)).toEqual(record);
    expect(await store.history.latest(10)).toEqual([ended]);
  }));

test('a flow that is too long for the service is refused by name before it is sent', () =>
  withCosmos(async ({ proxy, store }) => {
    const { version } = aCallDocument(id).call.flow;
    const text = randomBytes(2 * 1_024 * 1_024).toString('base64'); // Packing makes it no shorter.
    const fault = await faultOf(store.versions.put({ name: 'long', version, text, surroundings: { contacts: {}, audio: {} } }));
    expect(fault).toMatchObject({ code: 'RECORD_TOO_LARGE', retryable: false });
    expect(fault.message).toContain('long');
    expect(proxy.seen).toEqual([]);
  }));

describe('publishing over a service that answers badly', () => {
  test('whoever published and did not hear so has published, and is not told of a conflict with himself', () =>
    withCosmos(async ({ proxy, store: { workspace }, other }) => {
      proxy.spoil('create', { kind: 'answerLost' });
      const made = await workspace.create('aliases', { n: 1 });
      expect(made.kind).toBe('saved');
      proxy.spoil('replace', { kind: 'answerLost' });
      const saved = await workspace.replace('aliases', { n: 2 }, made.kind === 'saved' ? made.etag : '');
      expect(saved.kind).toBe('saved');
      expect(saved.kind === 'saved' && (await workspace.replace('aliases', { n: 3 }, saved.etag))).toMatchObject({
        kind: 'saved',
      });
      expect((await other.workspace.get('aliases'))?.body).toEqual({ n: 3 });
    }));

  test('whoever was overtaken while the own request broke is told of the conflict', () =>
    withCosmos(async ({ proxy, store: { workspace }, other }) => {
      const made = await workspace.create('aliases', { n: 1 });
      const etag = made.kind === 'saved' ? made.etag : '';
      const meanwhile = async () => void (await other.workspace.replace('aliases', { n: 'theirs' }, etag));
      proxy.spoil('replace', { kind: 'requestTorn', meanwhile });
      expect(await workspace.replace('aliases', { n: 'mine' }, etag)).toEqual({ kind: 'overtaken' });
      expect((await workspace.get('aliases'))?.body).toEqual({ n: 'theirs' });
    }));
});
