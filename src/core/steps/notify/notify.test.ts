// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import type { FlowVersion } from '../../call/ids.ts';
import { compileFlow } from '../../flow/compile.ts';
import type { NotifyRoute } from '../../flow/told.ts';
import { stepKits } from '../registry.ts';

const byTeams: NotifyRoute = { kind: 'teams', to: { kind: 'secret', name: 'desk' } };
const environment = { env: {}, secrets: { desk: 'FLOW_SECRET_DESK' }, hosts: ['hooks.example.com'] };

const steps = (step: object = {}) => ({
  tell: { type: 'notify', to: 'desk', template: '${call.caller.name} wants ${vars.what}.', next: 'on', ...step },
  on: { type: 'menu', prompt: 'You are on your way.', options: { '1': 'on' } },
});
const rest = { vars: { what: { type: 'string', initial: 'a call back' } } };
const line = (step?: object) => aFlow(steps(step), rest, { environment, told: { desk: byTeams, boss: byTeams } });

/** What the checker says of a flow, errors or not. */
function findings(step: object, told: { readonly [contact: string]: NotifyRoute } = { desk: byTeams }) {
  const text = JSON.stringify({ specVersion: 1, name: 'T', languages: ['en-US'], start: 'tell', steps: steps(step), ...rest });
  return compileFlow({
    name: 'test',
    file: 'flow.jsonc',
    text,
    version: 'v1' as FlowVersion, // A test's version needs no hash.
    surroundings: { contacts: { reception: { kind: 'phone', number: '+441632960111' } }, audio: {}, environment, told },
    kits: stepKits,
  }).findings.filter(({ code }) => /^IVR(206|249|248|403)/.test(code));
}

test('people are told, and the call goes on in the same turn', () => {
  const call = new CoreCall(line());
  expect(call.decided).toEqual(['notifyContacts', 'answer']);
  expect(call.commands[0]).toMatchObject({ to: ['desk'], text: 'Ada Example wants a call back.' });
  expect(call.at).toBe('on');
});

test('several are told, with a title of the flow', () => {
  const call = new CoreCall(line({ to: ['desk', 'boss'], title: 'For ${vars.what}' }));
  expect(call.commands[0]).toMatchObject({ to: ['desk', 'boss'], title: 'For a call back' });
});

test('an expression that fails leaves its words, and the call goes on', () => {
  const call = new CoreCall(line({ template: 'Second letter: ${vars.what.substring(90)}' }));
  expect(call.commands[0]).toMatchObject({ text: 'Second letter: ' });
  expect(call.at).toBe('on');
});

test('a contact whom nothing says how to tell is a warning', () => {
  expect(findings({ to: 'reception' })).toMatchObject([{ code: 'IVR249', severity: 'warning' }]);
});

test.each([
  [{ to: 'dsk' }, undefined, 'IVR206'],
  [{}, { desk: { kind: 'teams', to: { kind: 'secret', name: 'other' } } }, 'IVR403'],
  [{}, { desk: { kind: 'webhook', to: { kind: 'url', url: 'https://evil.example.net/' } } }, 'IVR248'],
  [{ template: 'Hello ${vars.wat}.' }, undefined, 'IVR403'],
] as const)('what could not reach anybody is an error: %j %j', (step, told, code) => {
  expect(findings(step, told)).toMatchObject([{ code, severity: 'error' }]);
});

test('a contact who can be told and not called cannot take a transfer', () => {
  expect(() => aFlow({ go: { type: 'transfer', to: 'desk' } }, {}, { environment, told: { desk: byTeams } })).toThrow(
    'can be told of something, and not be called',
  );
});
