import type { Participant, SoftphoneEvent } from '../../../simulator/softphone-api.ts';
import type { PersonNews, SoftphoneState } from './softphone-state.ts';

export interface News {
  readonly name: string;
  readonly news: PersonNews;
}

/** The other people of a call, without bots. */
export function peopleOf({ others }: Pick<SoftphoneState, 'others'>): readonly Participant[] {
  return others.filter(({ kind }) => kind === 'person');
}

/** More than a call with the bot alone: there is a roster. */
export function isShared({ others, place }: Pick<SoftphoneState, 'others' | 'place'>): boolean {
  return place !== 'two' || others.length > 0;
}

/** Who has come and gone between two rosters. In a call of two the other one is whom this person is connected with. */
export function newsOf(before: readonly Participant[], event: Extract<SoftphoneEvent, { kind: 'others' }>): readonly News[] {
  const isIn = (list: readonly Participant[], one: Participant) =>
    list.some(({ participantId }) => participantId === one.participantId);
  const left = before.filter((one) => !isIn(event.others, one));
  const came = event.others.filter((one) => !isIn(before, one));
  return [
    ...left.map(({ name }): News => ({ name, news: 'left' })),
    ...came.map(({ name }): News => ({ name, news: event.place === 'two' ? 'connected' : 'joined' })),
  ];
}
