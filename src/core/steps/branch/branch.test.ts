import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';

const branchFlow = (when: string) =>
  aFlow({
    which: {
      type: 'branch',
      cases: [
        { when, next: 'yes' },
        { when: 'true', next: 'second' },
      ],
      else: 'never',
    },
    yes: { type: 'reject', reason: 'busy' },
    second: { type: 'reject', reason: 'forbidden' },
    never: { type: 'reject' },
  });

test('the first true case wins', () => {
  expect(new CoreCall(branchFlow("call.caller.kind == 'user'")).at).toBe('yes');
  expect(new CoreCall(branchFlow("call.caller.kind == 'phone'")).at).toBe('second');
});

test('a branch before the answer decides without answering', () => {
  expect(new CoreCall(branchFlow('call.multiparty == false')).decided).toEqual(['reject']);
});

test('a case that cannot be worked out is not true, and the call goes on', () => {
  const flow = aFlow(
    {
      which: { type: 'branch', cases: [{ when: "vars.crm.tier == 'gold'", next: 'yes' }], else: 'no' },
      yes: { type: 'reject', reason: 'busy' },
      no: { type: 'reject' },
    },
    { vars: { crm: { type: 'map' } } },
  );
  expect(new CoreCall(flow).at).toBe('no');
});
