import type { Keypad } from '../../../simulator/softphone-api.ts';

/** The keys as they lie on a telephone, row by row. */
export const keypadKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const satisfies readonly Keypad[];

/** The letters that people know from telephones (ITU-T E.161). */
export const keypadLetters: Readonly<Record<Keypad, string>> = {
  '1': '',
  '2': 'ABC',
  '3': 'DEF',
  '4': 'GHI',
  '5': 'JKL',
  '6': 'MNO',
  '7': 'PQRS',
  '8': 'TUV',
  '9': 'WXYZ',
  '*': '',
  '0': '+',
  '#': '',
};

/** The two frequencies of each key in hertz (ITU-T Q.23): low group by row, high group by column. */
export function frequenciesOf(key: Keypad): readonly [low: number, high: number] {
  const place = keypadKeys.indexOf(key);
  return [rows[Math.floor(place / 3)] ?? 697, columns[place % 3] ?? 1209];
}

const rows = [697, 770, 852, 941] as const;
const columns = [1209, 1336, 1477] as const;

/** The key that a typed character stands for, if any. */
export function keyOfCharacter(character: string): Keypad | undefined {
  return keypadKeys.find((key) => key === character);
}
