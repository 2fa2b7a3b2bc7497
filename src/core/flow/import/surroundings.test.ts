import { Surroundings } from './surroundings.ts';

const around = () => new Surroundings('UTC');

test('two numbers are two contacts, whatever the source calls them, and one number is one', () => {
  const { contact, contacts } = around();
  expect(contact('phone', { kind: 'phone', number: '+441632960111' })).toBe('phone');
  expect(contact('phone', { kind: 'phone', number: '+441632960222' })).toBe('phone2');
  expect(contact('front desk', { kind: 'phone', number: '+441632960111' })).toBe('phone');
  expect([...contacts]).toEqual([
    ['phone', { phone: '+441632960111' }],
    ['phone2', { phone: '+441632960222' }],
  ]);
});

test('whoever is not known yet keeps an object id of their own, so that two imports do not take them for each other', () => {
  const [one, other] = [around(), around()];
  one.contact('Sales', { kind: 'queue' });
  other.contact('Support', { kind: 'queue' });
  other.contact('Sales', { kind: 'queue' });
  expect(other.contacts.get('sales')).toEqual(one.contacts.get('sales'));
  expect(other.contacts.get('support')).not.toEqual(one.contacts.get('sales'));
});

test('an address has a name that an expression can say', () => {
  const beside = around();
  expect(beside.address('in', 'in', () => 'https://api.example.com/in')).toBe('inAddress');
  expect([...beside.env]).toEqual([['inAddress', 'https://api.example.com/in']]);
  expect(beside.hosts).toEqual(['api.example.com']);
});
