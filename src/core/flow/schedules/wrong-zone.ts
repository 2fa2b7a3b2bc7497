import { nearest } from '../did-you-mean.ts';
import type { JsonPath } from '../json-text.ts';
import { timeZones } from './zone-time.ts';

/** What to say of a time zone that is none. */
export function wrongZone(name: string, path: JsonPath) {
  const near = nearest(name, timeZones());
  const meant = near === undefined ? '' : `did you mean "${near}"? `;
  return { path, message: `there is no time zone "${name}"`, fix: `${meant}write area and city, for example "Europe/Berlin"` };
}
