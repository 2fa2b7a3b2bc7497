/**
 * Easter Sunday as month and day of the Gregorian calendar. Western: the Gregorian computus of Meeus, Jones and Butcher.
 * Orthodox: the Julian computus of Meeus, turned into a Gregorian date.
 */
export function easterSunday(year: number, orthodox: boolean): { readonly month: number; readonly day: number } {
  return orthodox ? julianEaster(year) : gregorianEaster(year);
}

// The letters are those of the published algorithms: their steps have no names.
function gregorianEaster(year: number) {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return { month: Math.floor(sum / 31), day: (sum % 31) + 1 };
}

function julianEaster(year: number) {
  const d = (19 * (year % 19) + 15) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const sum = d + e + 114;
  const lag = Math.floor(year / 100) - Math.floor(year / 400) - 2; // Days between the calendars: 13 until 2099.
  let month = Math.floor(sum / 31);
  let day = (sum % 31) + 1 + lag;
  while (day > daysOf(month)) {
    day -= daysOf(month);
    month += 1;
  }
  return { month, day };
}

const daysOf = (month: number): number => (month === 4 || month === 6 ? 30 : 31);
