import { bot } from '../src/compose.ts';
import type { HttpTrigger } from '../src/edge/trigger.ts';
import { incoming } from './incoming.ts';

/** The prompts, under their content hash, for Graph to fetch. */
export const media: HttpTrigger = {
  kind: 'http',
  name: 'media',
  methods: ['GET', 'HEAD'],
  route: 'media/{file}',
  authLevel: 'anonymous', // Graph's media servers carry no token; the address is the hash of what it gives.
  handler: async (request) => (await bot()).media(incoming(request)),
};
