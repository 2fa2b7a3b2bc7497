import type { Surroundings } from '../surroundings.ts';
import { callbackDocument } from './callback-flow.ts';
import type { World } from './scene.ts';

export interface WorldOptions {
  /** The folder of the flow. */
  readonly name: string;
  readonly title: string;
  readonly language: string;
  readonly timeZone: string;
}

/** What a flow of Connect's finds around it; an export names hours, functions and queues, and says nothing of them. */
export function worldIn(around: Surroundings, options: WorldOptions): World {
  const callbackFlows = new Map<string, string>();
  return {
    contact: around.contact,
    schedule: (words) =>
      around.schedule(words, { 'mon-fri': '09:00-17:00' }, (name) => ({
        severity: 'todo',
        what: `opening hours are not in the export: "${name}" is Monday to Friday, nine to five, in ${options.timeZone}`,
        fix: 'write the hours and holidays that Connect has under "Hours of operation"',
      })),
    address: (words) => around.address(words, words, (name) => `https://lambda.example.com/${name}`),
    callbackFlow: (contact) => {
      const known = callbackFlows.get(contact);
      if (known !== undefined) return known;
      const name = `${options.name.slice(0, 48)}-callback${around.flows.size === 0 ? '' : around.flows.size + 1}`;
      callbackFlows.set(contact, name);
      around.flows.set(name, callbackDocument(contact, options));
      return name;
    },
  };
}
