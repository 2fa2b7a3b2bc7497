import { addressOf, type Place, readPlace, viewOf } from './place.ts';

test.each<Place>([
  { view: 'live' },
  { view: 'ended' },
  { view: 'outbound' },
  { view: 'campaigns' },
  { view: 'call', callId: '57dab8b1-894c-409a-b240-bd8beae78896' },
  { view: 'call', callId: 'a/b%?#' },
  { view: 'campaign', id: 'campaign-1' },
  { view: 'codes', search: '' },
  { view: 'codes', search: '480/10037' },
])('the address of %j leads back to it', (place) => {
  expect(readPlace(addressOf(place))).toEqual(place);
});

test.each(['', '#', '#/', '#/nowhere', '#/calls', '#/calls/'])('%j leads to the calls that go on', (hash) => {
  expect(readPlace(hash)).toEqual({ view: 'live' });
});

test('an address with broken encoding is taken as it was typed', () => {
  expect(readPlace('#/codes/%E0%A4%A')).toEqual({ view: 'codes', search: '%E0%A4%A' });
});

test('a campaign is found under the campaigns, a call under nothing: it may go on or be over', () => {
  expect([viewOf({ view: 'campaign', id: '1' }), viewOf({ view: 'call', callId: '1' })]).toEqual(['campaigns', undefined]);
});
