import { callStates } from '../../src/core/call/call-event.ts';
import { wishWords } from '../../src/edge/automation/wish-words.ts';
import { wordsOfSide, wordsOfState, wordsOfStep, wordsOfTrouble, wordsOfWish } from './words.ts';

test('whatever can be asked of a call, and every state it can be in, has words of its own', () => {
  const asked = Object.values(wishWords).filter((word) => word !== 'participants' && word !== 'participant'); // Questions, not wishes.
  expect(asked.filter((word) => wordsOfWish(word) === word)).toEqual([]);
  expect(callStates.filter((state) => wordsOfState(state) === state)).toEqual([]);
  expect(wordsOfWish('something-new')).toBe('something-new');
});

test('who is at the other end is told without a name', () => {
  expect([wordsOfSide('phone', undefined), wordsOfSide('user', 1), wordsOfSide('user', 3)]).toEqual([
    'a telephone',
    'one person',
    '3 people',
  ]);
});

test("steps of the flow keep their names, the bot's own are put into words", () => {
  expect([wordsOfStep('main'), wordsOfStep('$apology')]).toEqual(['main', 'apology']);
});

test.each([
  [
    'what the API says to do, as a sentence',
    403,
    'your account needs the app role Calls.Place',
    'Your account needs the app role Calls.Place.',
  ],
  ['advice of its own where the API gives none', 429, undefined, 'Wait a moment, then try again.'],
])('a refusal comes with %s', (_what, status, detail, advice) => {
  const refusal = { status, title: 'No.', ...(detail === undefined ? {} : { detail }) };
  expect(wordsOfTrouble({ kind: 'refused', refusal })).toEqual({ title: 'No.', advice });
});
