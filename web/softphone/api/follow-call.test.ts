import type { SoftphoneEvent } from '../../../simulator/softphone-api.ts';
import { followCall } from './follow-call.ts';
import { readEventStream } from './read-event-stream.ts';

const event = (seq: number, state: 'ringing' | 'connected' | 'ended'): string =>
  `id: ${seq}\ndata: ${JSON.stringify({ seq, at: seq, kind: 'state', state })}\n\n`;

/** A simulator that answers the first visit with the first script, and so on; the last one repeats. */
function simulatorAnswers(...visits: readonly (string | number)[]) {
  const lastEventIds: (string | null)[] = [];
  const answer: typeof fetch = async (_, init) => {
    lastEventIds.push(new Headers(init?.headers).get('last-event-id'));
    const visit = visits[Math.min(lastEventIds.length, visits.length) - 1] ?? 404;
    if (visit === 0) throw new TypeError('connection refused');
    return typeof visit === 'number' ? new Response(null, { status: visit }) : new Response(visit);
  };
  return { answer, lastEventIds };
}

async function follow(answer: typeof fetch, afterSeq = 0) {
  const events: SoftphoneEvent[] = [];
  const links: string[] = [];
  const outcome = await followCall({
    callId: 'c1',
    afterSeq,
    onEvent: (told) => events.push(told),
    onLink: (link) => links.push(link),
    signal: new AbortController().signal,
    fetch: answer,
    pause: async () => {},
  });
  return { outcome, seqs: events.map(({ seq }) => seq), links };
}

test('a call is followed to its end', async () => {
  const { answer } = simulatorAnswers(event(1, 'ringing') + event(2, 'ended'));
  expect(await follow(answer)).toEqual({ outcome: 'callEnded', seqs: [1, 2], links: ['open'] });
});

test('a dropped stream is opened again from the last event seen', async () => {
  const { answer, lastEventIds } = simulatorAnswers(event(1, 'ringing') + event(2, 'connected'), 0, event(3, 'ended'));
  const { outcome, seqs, links } = await follow(answer);
  expect(outcome).toBe('callEnded');
  expect(seqs).toEqual([1, 2, 3]);
  expect(links).toEqual(['open', 'retrying', 'retrying', 'open']);
  expect(lastEventIds).toEqual([null, '2', '2']);
});

test('a restarted simulator that has forgotten the call ends the following at once', async () => {
  const { answer, lastEventIds } = simulatorAnswers(event(1, 'connected'), 404);
  expect((await follow(answer)).outcome).toBe('callForgotten');
  expect(lastEventIds).toHaveLength(2);
});

test('a simulator that stays away is given up after a bounded number of attempts', async () => {
  const { answer, lastEventIds } = simulatorAnswers(0);
  expect((await follow(answer)).outcome).toBe('linkLost');
  expect(lastEventIds).toHaveLength(10);
});

test('an event of an unknown kind is skipped and the call goes on', async () => {
  const strange = `data: ${JSON.stringify({ seq: 1, at: 1, kind: 'hologram' })}\n\ndata: not JSON\n\n`;
  const { answer } = simulatorAnswers(strange + event(2, 'ended'));
  expect((await follow(answer)).seqs).toEqual([2]);
});

test('following stops when the page moves on', async () => {
  const stop = new AbortController();
  const answer: typeof fetch = async () => {
    stop.abort();
    throw new TypeError('aborted');
  };
  const outcome = await followCall({
    callId: 'c1',
    afterSeq: 0,
    onEvent: () => {},
    onLink: () => {},
    signal: stop.signal,
    fetch: answer,
  });
  expect(outcome).toBe('stopped');
});

test.each([1, 2, 3, 7, 1000])('events are read whole from chunks of %i characters, comments and CR LF included', async (size) => {
  const text = ': hello\r\n\r\nid: 7\r\ndata: {"a":1}\r\n\r\nevent: voice\ndata: first\ndata: second\n\ndata: cut off';
  async function* chunks() {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  }
  const read = [];
  for await (const told of readEventStream(chunks())) read.push(told);
  expect(read).toEqual([
    { id: '7', event: undefined, data: '{"a":1}' },
    { id: undefined, event: 'voice', data: 'first\nsecond' },
  ]);
});
