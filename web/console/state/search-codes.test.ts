import { allExplanations } from '../../../src/core/call/explain/explain.ts';
import { searchCodes } from './search-codes.ts';

test('without words every code is listed, in the order of the documents', () => {
  expect(searchCodes('  ')).toEqual(allExplanations);
});

test('a code is found by its number, in part, in any case, and comes before those that only speak of it', () => {
  expect(searchCodes('480/10037').map(({ key }) => key)).toEqual(['480/10037']);
  expect(searchCodes('endedbyoperator').map(({ key }) => key)).toEqual(['endedByOperator']);
  expect(searchCodes('480')[0]?.key.startsWith('480')).toBe(true);
});

test('a code that is not listed is explained by its class, as wishes and ends are', () => {
  expect(searchCodes('486/10003')).toMatchObject([{ key: '486/10003', words: 'The person is busy' }]);
});

test('words are found wherever they stand, all of them', () => {
  const found = searchCodes('transfer FAILED');
  expect(found.length).toBeGreaterThan(0);
  expect(found.every((one) => /transfer/i.test(JSON.stringify(one)) && /failed/i.test(JSON.stringify(one)))).toBe(true);
  expect(searchCodes('no such words anywhere')).toEqual([]);
});
