import { hostOf, type Surroundings } from '../surroundings.ts';
import type { World } from './scene.ts';

/** What a flow of Studio's finds around it. */
export const worldIn = (around: Surroundings): World => ({
  contact: around.contact,
  schedule: (words, week) => around.schedule(words, week),
  address: (words, origin) => {
    const host = origin === undefined ? undefined : hostOf(origin);
    return host === undefined
      ? around.address(words, words, () => 'https://api.example.com')
      : around.address(`https://${host}`, host, () => `https://${host}`);
  },
});
