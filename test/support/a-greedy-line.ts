// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import type { CompiledFlow } from '../../src/core/flow/compiled-flow.ts';
import { aFlow } from './a-flow.ts';
import { noise } from './noise.ts';

/** Names as flows have them, or the longest ones that are allowed. */
export type Naming = (name: string) => string;
export const plain: Naming = (name) => name;
export const longest: Naming = (name) => `${name}${noise(name, 64, 'token').replaceAll(/[^A-Za-z0-9]/g, 'x')}`.slice(0, 64);

export const sentence =
  'Thank you for calling our service department, where somebody will gladly help you with your order, your invoice or an appointment with one of our engineers in the field. ';

/** A line that does everything which makes a document grow, and of which every key leads somewhere. */
export function everything(name: Naming): CompiledFlow {
  const hosts = { env: {}, secrets: {}, hosts: ['crm.example.com'] };
  const url = 'https://crm.example.com/x';
  const back = { error: name('main') };
  const inside = (deeper?: string) => ({
    specVersion: 1,
    name: 'Inside',
    languages: ['en-US'],
    start: name('menu'),
    inputs: ['given'],
    outputs: ['found'],
    vars: { given: { type: 'any' }, found: { type: 'any' }, own: { type: 'any' } },
    defaults: { on: { error: name('menu') } },
    steps: {
      [name('menu')]: {
        type: 'menu',
        prompt: 'Inside, with ${vars.own == null ? "" : "more"}.',
        options: { '1': name('dip'), '2': name('deeper'), '3': name('home'), '4': name('ask') },
        maxAttempts: 10,
        on: { maxAttempts: name('home') },
      },
      [name('dip')]: { type: 'request', url, into: { own: 'response.body' }, next: name('keep') },
      [name('keep')]: { type: 'set', vars: { found: 'vars.own' }, next: name('menu') },
      [name('ask')]: {
        type: 'collect',
        prompt: 'Digits.',
        maxDigits: 40,
        into: 'own',
        next: name('menu'),
        on: { maxAttempts: name('menu') },
      },
      [name('deeper')]:
        deeper === undefined
          ? { type: 'play', prompt: sentence, next: name('menu') }
          : { type: 'subflow', flow: deeper, with: { given: 'vars.own' }, into: { own: 'found' }, next: name('menu') },
      [name('home')]: { type: 'return' },
    },
  });
  return aFlow(
    {
      [name('main')]: {
        type: 'menu',
        prompt: sentence,
        options: {
          '1': name('one'),
          '2': name('two'),
          '3': name('digits'),
          '4': name('inside'),
          '5': name('ring'),
          '6': name('speech'),
          '7': name('tell'),
          '8': name('mark'),
          '9': name('message'),
        },
        maxAttempts: 10,
        on: { maxAttempts: name('speech') },
      },
      [name('one')]: { type: 'request', url, into: 'a', whileWaiting: sentence, next: name('text'), on: back },
      [name('text')]: { type: 'request', url, into: { s: 'string(response.body)' }, next: name('main'), on: back },
      [name('two')]: { type: 'request', url, into: { b: 'response.body', c: 'response.body' }, next: name('main'), on: back },
      [name('digits')]: {
        type: 'collect',
        prompt: sentence,
        maxDigits: 40,
        into: 'digits',
        next: name('main'),
        on: { ...back, maxAttempts: name('main') },
      },
      [name('inside')]: {
        type: 'subflow',
        flow: 'first',
        with: { given: 'vars.s' },
        into: { c: 'found' },
        next: name('main'),
        on: back,
      },
      [name('ring')]: {
        type: 'hunt',
        targets: ['reception', 'support', 'plumber'],
        strategy: 'simultaneous',
        whisper: '${vars.s}',
        whileWaiting: `\${vars.s} \${vars.digits} ${sentence.repeat(8)}`,
        on: { noAnswer: name('main'), ...back },
      },
      [name('speech')]: {
        type: 'play',
        prompt: Array.from({ length: 12 }, (_, index) => `${index} \${vars.s} \${vars.digits} ${sentence.repeat(3)}`),
        next: name('main'),
      },
      [name('tell')]: {
        type: 'notify',
        to: 'desk',
        title: '${vars.s}',
        template: `\${vars.s} ${sentence.repeat(9)}`,
        next: name('tellAgain'),
        on: back,
      },
      [name('tellAgain')]: { type: 'notify', to: 'desk', template: sentence.repeat(9), next: name('later'), on: back },
      [name('later')]: { type: 'callback', flow: 'first', variables: { given: 'vars.s' }, next: name('main'), on: back },
      [name('mark')]: {
        type: 'tag',
        outcome: 'marked',
        labels: { what: 'vars.mark', again: 'vars.mark', third: 'vars.mark' },
        next: name('main'),
      },
      [name('message')]: { type: 'record', prompt: 'Speak.', into: 'd', next: name('main'), on: back },
    },
    {
      start: name('main'),
      vars: {
        a: { type: 'any' },
        b: { type: 'any' },
        c: { type: 'any' },
        d: { type: 'any' },
        s: { type: 'string' },
        digits: { type: 'string' },
        mark: { type: 'string', initial: noise('mark', 60) },
      },
      defaults: { on: back },
    },
    {
      environment: hosts,
      told: { desk: { kind: 'email', to: 'desk@example.com', from: 'bot@example.com' } },
      called: { first: inside('second'), second: inside('third'), third: inside() },
    },
  );
}
