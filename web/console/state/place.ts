/** Where in the console somebody is: what stands behind the `#`, which never reaches a server. */
export type Place =
  | { readonly view: 'live' | 'ended' | 'outbound' | 'campaigns' }
  | { readonly view: 'call'; readonly callId: string }
  | { readonly view: 'campaign'; readonly id: string }
  /** `search`: what the list of codes is narrowed to at first. */
  | { readonly view: 'codes'; readonly search: string };

export const views = ['live', 'ended', 'outbound', 'campaigns', 'codes'] as const;
export type View = (typeof views)[number];

/** Whatever is not understood leads to the calls that go on. */
export function readPlace(hash: string): Place {
  const [view = '', ...rest] = hash.replace(/^#?\/?/, '').split('/');
  const item = decoded(rest.join('/'));
  if (view === 'calls' && item !== '') return { view: 'call', callId: item };
  if (view === 'campaigns' && item !== '') return { view: 'campaign', id: item };
  if (view === 'codes') return { view: 'codes', search: item };
  if (view === 'ended' || view === 'outbound' || view === 'campaigns') return { view };
  return { view: 'live' };
}

export function addressOf(place: Place): string {
  switch (place.view) {
    case 'call':
      return `#/calls/${encodeURIComponent(place.callId)}`;
    case 'campaign':
      return `#/campaigns/${encodeURIComponent(place.id)}`;
    case 'codes':
      return place.search === '' ? '#/codes' : `#/codes/${encodeURIComponent(place.search)}`;
    default:
      return `#/${place.view}`;
  }
}

/** Under which entry of the navigation a place is found. */
export function viewOf({ view }: Place): View | undefined {
  if (view === 'campaign') return 'campaigns';
  return view === 'call' ? undefined : view;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // Broken percent-encoding, typed by hand.
  }
}
