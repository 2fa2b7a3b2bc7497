import { baseLanguage, dateFormat, plainSpaces } from './formats.ts';

/** An instant, or a text: `2026-01-05`, `15:30`, `2026-01-05T15:30` (as a wall clock shows it), `2026-01-05T14:30Z`. */
export type DateLike = Date | string;

/** Where it is spoken: BCP 47 and IANA. */
export interface Place {
  readonly language: string;
  readonly timeZone: string;
}

/** `January 5, 2026`, `5 January 2026`, `5. Januar 2026`, `2026年1月5日`. */
export function date(value: DateLike, place: Place): string {
  return format(value, place, { dateStyle: 'long' });
}

/** `Monday`, `Montag`, `lundi`, `月曜日`. */
export function weekday(value: DateLike, place: Place): string {
  return format(value, place, { weekday: 'long' });
}

/** `3:30 PM`, `15:30`, `15:30 Uhr`. */
export function time(value: DateLike, place: Place): string {
  return withWord(format(value, place, { timeStyle: 'short' }), place);
}

/** `January 5, 2026 at 3:30 PM`, `5. Januar 2026 um 15:30 Uhr`. */
export function dateTime(value: DateLike, place: Place): string {
  return withWord(format(value, place, { dateStyle: 'long', timeStyle: 'short' }), place);
}

function format(value: DateLike, { language, timeZone }: Place, options: object): string {
  const { at, isWall } = read(value);
  // A wall clock's time is the same in every zone: it is read and shown as if it were UTC.
  return plainSpaces(dateFormat(language, { ...options, timeZone: isWall ? 'UTC' : timeZone }).format(at));
}

/** German says the word for the hour, which Intl leaves to the reader. */
const withWord = (text: string, { language }: Place): string => (baseLanguage(language) === 'de' ? `${text} Uhr` : text);

function read(value: DateLike): { readonly at: Date; readonly isWall: boolean } {
  const text = typeof value === 'string' ? value.trim() : '';
  const wall =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?)?$/.exec(text) ?? /^()(\d{2}:\d{2})(?::\d{2})?$/.exec(text);
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/i.test(text);
  const at = typeof value === 'string' ? instant(wall, isInstant, text) : value;
  if (Number.isNaN(at.getTime())) throw new RangeError('this is not a date or time'); // Never the value (I8).
  return { at, isWall: wall !== null };
}

function instant(wall: RegExpExecArray | null, isInstant: boolean, text: string): Date {
  if (wall === null) return new Date(isInstant ? text : Number.NaN);
  const [, day = '', clock = '00:00'] = wall;
  const at = new Date(`${day === '' ? '2000-01-01' : day}T${clock}Z`);
  // The 30th of February would become the 2nd of March.
  return day !== '' && !Number.isNaN(at.getTime()) && !at.toISOString().startsWith(day) ? new Date(Number.NaN) : at;
}
