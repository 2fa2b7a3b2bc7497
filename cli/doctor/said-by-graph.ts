import { type Explained, inShort } from '../../src/core/call/explain/explain.ts';
import type { Settings } from '../../src/edge/settings.ts';
import type { Wrong } from './check.ts';

/** A code of Microsoft's as a verdict, with this set-up's own ids in the fix. */
export function asVerdict(explained: Explained, settings: Settings): Wrong {
  const { cause, fix } = explained.explanation;
  return { kind: 'bad', says: inShort(explained), why: cause, fix: { words: withOwnIds(fix, settings) } };
}

/** Ids and addresses of a registration are no secrets. */
export function withOwnIds(text: string, { appId, tenantId, baseUrl, loginAuthority }: Settings): string {
  return text
    .replaceAll('<BOT_APP_ID>', appId)
    .replaceAll('<BOT_BASE_URL>', baseUrl)
    .replaceAll('<LOGIN_AUTHORITY>', loginAuthority)
    .replaceAll('<tenant>', tenantId);
}
