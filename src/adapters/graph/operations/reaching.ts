import type { Destination } from '../../../core/call/party.ts';
import { telephoneIn } from '../../../core/call/telephones.ts';
import type { GraphRequest } from '../send.ts';

/** Whether a request reaches a telephone, of which some refusals mean something else. */
export function reaching(people: readonly Destination[]): Pick<GraphRequest, 'about'> {
  return telephoneIn(people) === undefined ? {} : { about: 'telephone' };
}
