import type { Answer } from './answer.ts';
import type { ApiClient } from './api-client.ts';
import { loadCall } from './load-call.ts';

const call = {
  callId: 'one',
  line: 'main',
  flow: 'main-line',
  version: '1',
  direction: 'incoming',
  startedAt: '2027-01-04T08:00:00.000Z',
  path: ['welcome'],
};
const notThere: Answer<never> = { kind: 'refused', refusal: { status: 404, title: 'No live call of this id.' } };

/** An API that answers by path. */
function anApi(answers: { readonly [path: string]: Answer<unknown> }) {
  const asked: string[] = [];
  const get: ApiClient['get'] = async (path, schema) => {
    asked.push(path);
    const answer = answers[path.split('?')[0] ?? ''] ?? notThere;
    return answer.kind === 'ok' ? { ...answer, value: schema.parse(answer.value) } : answer;
  };
  return { get, asked };
}
const ok = (value: unknown): Answer<unknown> => ({ kind: 'ok', status: 200, value });

test('a call that goes on is found without asking the history', async () => {
  const api = anApi({ 'live-calls/one': ok({ ...call, state: 'established', step: 'main', with: 'user', wishes: [] }) });
  expect(await loadCall(api, 'one')).toMatchObject({ kind: 'ok', value: { kind: 'live', call: { step: 'main' } } });
  expect(api.asked).toHaveLength(1);
});

test('a call that is over is found in the history, with its reason', async () => {
  const api = anApi({
    'ended-calls': ok({ calls: [{ ...call, endedAt: call.startedAt, outcome: 'callerHungUp' }] }),
  });
  expect(await loadCall(api, 'one')).toMatchObject({ value: { kind: 'ended', call: { outcome: 'callerHungUp' } } });
  expect(await loadCall(api, 'two')).toMatchObject({ value: { kind: 'gone' } });
});

test('a store that is away is not taken for the end of a call', async () => {
  const away: Answer<never> = { kind: 'refused', refusal: { status: 503, title: 'The store is not available.' } };
  expect(await loadCall(anApi({ 'live-calls/one': away }), 'one')).toEqual(away);
  expect(await loadCall(anApi({ 'ended-calls': away }), 'one')).toEqual(away);
});
