import type { People } from '../../../simulator/softphone-api.ts';

export const people: People = {
  callers: [
    { kind: 'user', id: 'ada', displayName: 'Ada Example' },
    { kind: 'user', id: 'max', displayName: 'Maximiliane Example-Weatherbottom' },
    { kind: 'phone', number: '+441632960111', displayName: 'A telephone in London' },
  ],
  lines: [
    { id: 'main', displayName: 'Main line', number: '+441632960999' },
    { id: 'troubled', displayName: 'A line whose bot is down', number: '+441632960998' },
    { id: 'refusing', displayName: 'A line that refuses' },
  ],
};
