/** The text of a flow of many steps, of the kinds that flows are made of. `faulty`: a target of each step has a typo. */
export function largeFlow(count: number, { faulty = false }: { readonly faulty?: boolean } = {}): string {
  const steps: { [name: string]: object } = {};
  const prompts: { [name: string]: object } = {};
  const target = (index: number): string => (index >= count ? 'desk' : `${faulty ? 'stepp' : 'step'}${index}`);
  for (let index = 0; index < count; index++) {
    const next = target(index + 1);
    const prompt = `prompt${index}`;
    const own = {
      play: { type: 'play', prompt, next },
      menu: { type: 'menu', prompt, options: { '1': next, '2': target(index + 2), '0': 'desk' } },
      collect: { type: 'collect', prompt, maxDigits: 6, into: 'account', next },
      branch: {
        type: 'branch',
        cases: [
          { when: `vars.tries > ${index}`, next },
          { when: `vars.account.startsWith('${index}')`, next: 'desk' },
        ],
        else: target(index + 2),
      },
      set: { type: 'set', vars: { tries: `vars.tries + ${index}` }, next },
      transfer: { type: 'transfer', to: 'desk', announce: prompt, on: { failed: next, busy: 'bye' } },
    };
    const kind = (['play', 'menu', 'collect', 'branch', 'set', 'transfer'] as const)[index % 6] ?? 'play';
    steps[`step${index}`] = own[kind];
    if (kind === 'branch' || kind === 'set') continue;
    prompts[prompt] = {
      'en-US': [
        `Number ${index}. For the next one, press 1. For the one after it, press 2. You have tried \${vars.tries} times.`,
        'Press 1 or 2.',
      ],
      'de-DE': `Nummer ${index}. Für die nächste drücken Sie die 1, für die übernächste die 2. Sie haben es \${vars.tries} Mal versucht.`,
    };
  }
  const flow = {
    specVersion: 1,
    name: 'Large',
    languages: ['en-US', 'de-DE'],
    start: 'step0',
    vars: { account: { type: 'string' }, tries: { type: 'number' } },
    defaults: { keys: { '*': 'repeat' }, on: { error: 'bye', maxAttempts: 'desk' } },
    prompts,
    steps: { ...steps, desk: { type: 'transfer', to: 'desk', on: { failed: 'bye' } }, bye: { type: 'hangup' } },
  };
  return JSON.stringify(flow, null, 2);
}
