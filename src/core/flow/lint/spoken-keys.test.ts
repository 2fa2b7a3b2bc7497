import { spokenKeys } from './spoken-keys.ts';

const keys = (text: string, language: string) =>
  spokenKeys(text, language).map(({ key, isBeforeMeaning }) => `${key}${isBeforeMeaning ? ' early' : ''}`);

test.each([
  ['en-US', 'For sales, press 1. For support, press two.', ['1', '2']],
  ['en-US', 'Press 1 for sales, or dial 0 to speak to a person.', ['1 early', '0 early']],
  ['en-GB', 'Please press the star key.', []],
  ['en-US', 'Press 12 for luck.', []],
  ['en-US', 'We express 1 thought for you.', []],
  ['de-DE', 'Für den Verkauf drücken Sie die 1, für eine Nachricht die 2.', ['1']],
  ['de-DE', 'Drücken Sie die Eins für den Verkauf.', ['1 early']],
  ['de-AT', 'Wählen Sie bitte die Taste 3, wenn Sie warten wollen.', ['3']],
  ['fr-FR', 'Tapez 1 pour le service commercial.', ['1 early']],
  ['es-ES', 'Para ventas, pulse 1.', ['1']],
  ['pl-PL', '1: sprzedaż, 2: serwis.', ['1 early', '2 early']],
  ['pl-PL', 'Mamy 2 sklepy.', []],
])('%s: %s asks for %j', (language, text, expected) => {
  expect(keys(text, language)).toEqual(expected);
});
