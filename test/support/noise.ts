import { createHash } from 'node:crypto';

/** Whatever JSON holds in one byte. */
const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).filter(
  (one) => one !== '"' && one !== '\\',
);

/** Text that no compression makes much smaller, in one of three alphabets. */
export function noise(name: string, characters: number, kind: 'token' | 'print' | 'kanji' = 'print'): string {
  let text = '';
  for (let block = 0; text.length < characters; block += 1) {
    const bytes = createHash('sha512').update(`${name}|${block}`).digest();
    if (kind === 'token') text += bytes.toString('base64url');
    else
      for (const byte of bytes)
        text += kind === 'kanji' ? String.fromCharCode(0x4e00 + byte * 80) : printable[byte % printable.length];
  }
  return text.slice(0, characters);
}
export const guid = (name: string): string =>
  createHash('md5')
    .update(name)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
