import type { Step } from '../draft.ts';
import { generatedWords } from '../generated-words.ts';

export interface Spoken {
  readonly title: string;
  readonly language: string;
}

/** The small flow that a caller meets who is called back: it puts them through to the contact. */
export function callbackDocument(contact: string, { title, language }: Spoken) {
  const { calledBack, callAgain } = generatedWords(language);
  const steps: { readonly [name: string]: Step } = {
    greeting: {
      type: 'menu',
      prompt: 'greeting',
      options: { '1': 'connect' },
      on: { maxAttempts: 'bye' },
    },
    connect: { type: 'transfer', to: contact, on: { failed: 'bye' } },
    bye: { type: 'hangup', prompt: 'bye' },
  };
  return {
    specVersion: 1,
    name: `${title.slice(0, 180)}: call back`,
    languages: [language],
    start: 'greeting',
    prompts: {
      greeting: { [language]: calledBack },
      bye: { [language]: callAgain },
    },
    steps,
  };
}
