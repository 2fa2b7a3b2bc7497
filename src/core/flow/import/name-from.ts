import { isName } from '../names.ts';

/** `Main Menu (new)` as names are written: `mainMenuNew`. */
export function nameFrom(words: string): string {
  const parts = words
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const name = parts
    .map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
    .join('')
    .slice(0, 40);
  return isName(name) ? name : isName(`step${name}`) ? `step${name}` : 'step';
}
