import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/**
 * The time zones in which a telephone number may be: all those of its country, because a number does not say where in it
 * the telephone is. Empty when the country is not known. Which zones a country has is the engine's own table (CLDR).
 */
export function zonesOfNumber(number: string, now: number): readonly string[] {
  const country = parsePhoneNumberFromString(number)?.country;
  return country === undefined ? [] : apart(zonesOfCountry(country), now);
}

function zonesOfCountry(country: string): readonly string[] {
  const locale: Intl.Locale & ZonesOfLocale = new Intl.Locale(`und-${country}`);
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

/** TypeScript's library does not have it yet; Node 22 has the member, later ones the function. */
interface ZonesOfLocale {
  getTimeZones?(): readonly string[] | undefined;
  readonly timeZones?: readonly string[];
}

/** One of those whose clocks show the same all year round is enough. */
function apart(zones: readonly string[], now: number): readonly string[] {
  const byClocks = new Map<string, string>();
  for (const zone of zones) {
    const clocks = quarters.map((ms) => wallClock(now + ms, zone)).join();
    if (!byClocks.has(clocks)) byClocks.set(clocks, zone);
  }
  return [...byClocks.values()];
}

const quarters = [0, 91, 182, 273].map((days) => days * 86_400_000);

const wallClock = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
