import { builtInWords } from '../../call/built-in-words.ts';
import { generatedWords, isSpokenHere } from './generated-words.ts';

test.each(['de', 'es', 'fr', 'it', 'ja', 'nl', 'pt'])(
  'in %s, which the engine speaks, an import says nothing in English',
  (language) => {
    expect(builtInWords(language)).not.toBe(builtInWords('en'));
    expect(isSpokenHere(`${language}-XX`)).toBe(true);
    const english = Object.values(generatedWords('en'));
    for (const text of Object.values(generatedWords(language))) expect(english).not.toContain(text);
  },
);

test('what nobody here speaks is English, and can be told', () => {
  expect(isSpokenHere('pl-PL')).toBe(false);
  expect(generatedWords('pl-PL')).toBe(generatedWords('en-US'));
});
