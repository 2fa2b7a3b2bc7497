import type { PersonOption } from '../../../simulator/softphone-api.ts';
import { addressOf, personNamed } from './window-person.ts';

const ada = { kind: 'user', id: 'ADA00000-1', displayName: 'Ada Example' } as const;
const phone = { kind: 'phone', number: '+441632960123', displayName: 'A telephone' } as const;
const people: readonly PersonOption[] = [ada, phone, { kind: 'user', id: 'b', displayName: 'reception' }];

test.each([
  ['ada00000-1', ada],
  ['+441632960123', phone],
  ['Ada Example', ada],
  ['ada', ada],
  ['Reception', people[2]],
  ['somebody else', undefined],
  ['', undefined],
  [undefined, undefined],
])('the address "%s" names a person, or nobody', (wanted, person) => {
  expect(personNamed(wanted, people)).toBe(person);
});

test('a first name that two people share names nobody', () => {
  expect(personNamed('ada', [...people, { kind: 'user', id: 'c', displayName: 'Ada Lovelace' }])).toBeUndefined();
});

test('a person is reached by object id or number', () => {
  expect(people.map(addressOf)).toEqual(['ADA00000-1', '+441632960123', 'b']);
});
