import { editOverride } from './edit-override.ts';
import { readSchedules } from './read-schedules.ts';

const file = `// When somebody is there.
{
  "schedules": {
    "office": { "timeZone": "UTC", "week": { "mon-fri": "09:00-17:00" } }, // the desk
    "shop": { "timeZone": "UTC", "week": {} }
  }
}
`;
const closed = { state: 'closed', until: '2026-01-06T08:00', reason: 'storm "Ada"' } as const;

test('an override is put in, everything else stays as it was written, and taking it away gives the same file back', () => {
  const edited = editOverride(file, 'office', closed);
  expect(edited).toContain('// When somebody is there.');
  expect(edited).toContain('"mon-fri": "09:00-17:00" } }, // the desk');
  expect(readSchedules(edited, 'f').overrides).toEqual({ office: closed });
  expect(editOverride(edited, 'office', undefined)).toBe(file);
});

test('a second override stands beside the first, and each goes alone', () => {
  const both = editOverride(editOverride(file, 'office', closed), 'shop', { state: 'open' });
  expect(readSchedules(both, 'f').overrides).toEqual({ office: closed, shop: { state: 'open' } });
  expect(readSchedules(editOverride(both, 'office', undefined), 'f').overrides).toEqual({ shop: { state: 'open' } });
});

test('throwing it again replaces it, and taking away what is not there changes nothing', () => {
  const again = editOverride(editOverride(file, 'office', closed), 'office', { state: 'open' });
  expect(readSchedules(again, 'f').overrides).toEqual({ office: { state: 'open' } });
  expect(editOverride(file, 'office', undefined)).toBe(file);
  expect(editOverride(again, 'shop', undefined)).toBe(again);
});

test('lines end as those of the file do', () => {
  const edited = editOverride(file.replaceAll('\n', '\r\n'), 'office', closed);
  expect(edited.replaceAll('\r\n', '')).not.toContain('\n');
});
