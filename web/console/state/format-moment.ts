/** On the person's clock, in their way to write it: the time of a day that is today's, day and time otherwise. */
export function formatMoment(at: string, now: Date = new Date()): string {
  const moment = new Date(at);
  const isToday = moment.toDateString() === now.toDateString();
  return isToday ? moment.toLocaleTimeString() : moment.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}
