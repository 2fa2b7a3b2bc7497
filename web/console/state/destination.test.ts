import { destinationOf, type Named } from './destination.ts';

const id = '0A1b2c3d-0001-4567-89ab-cdef01234567';

test.each<[Named, object]>([
  [{ kind: 'contact', text: ' reception ' }, { contact: 'reception' }],
  [{ kind: 'phone', text: '+44 (1632) 960-123' }, { phone: '+441632960123' }],
  [{ kind: 'phone', text: '0044 1632 960123' }, { phone: '+441632960123' }],
  [{ kind: 'user', text: id }, { user: id.toLowerCase() }],
  [{ kind: 'applicationInstance', text: id }, { applicationInstance: id.toLowerCase() }],
])('%j is %j', (named, body) => expect(destinationOf(named)).toEqual(body));

test.each<Named>([
  { kind: 'contact', text: '' },
  { kind: 'contact', text: 'the reception' },
  { kind: 'phone', text: '01632 960123' },
  { kind: 'phone', text: 'reception' },
  { kind: 'user', text: 'eve@contoso.example' },
  { kind: 'user', text: '' },
])('%j is nobody, and nothing is asked', (named) => expect(destinationOf(named)).toBeUndefined());
