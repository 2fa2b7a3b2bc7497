import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';

test('a called flow returns to the step that called it, also before the call is answered', () => {
  const quick = { specVersion: 1, name: 'Quick', languages: ['en-US'], start: 'done', steps: { done: { type: 'return' } } };
  const call = new CoreCall(
    aFlow({ first: { type: 'subflow', flow: 'quick', next: 'no' }, no: { type: 'reject' } }, {}, { called: { quick } }),
  );
  expect(call.decided).toEqual(['reject']);
  expect(call.call.path).toEqual(['first', 'quick/done', 'no']);
});
