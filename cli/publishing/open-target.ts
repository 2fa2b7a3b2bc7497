import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { openEmbeddedStore } from '../../src/adapters/embedded/open-embedded-store.ts';
import { fitWav } from '../../src/adapters/prompts/fit-wav.ts';
import { openPublishing } from '../../src/app/publishing/open-publishing.ts';
import { stepKits } from '../../src/core/steps/registry.ts';
import { systemClock } from '../../src/ports/clock.ts';
import { silentLog } from '../../src/ports/log.ts';
import type { Actor, Publishing } from '../../src/ports/publishing.ts';
import { type Environment, localUser, originIn, proofsIn } from '../bot-api/bot-address.ts';
import { remotePublishing } from './remote-publishing.ts';

export interface Target {
  /** As people call it. */
  readonly name: string;
  readonly desk: Publishing;
  /** Who the audit names when nobody has to prove it. */
  readonly actor: Actor;
  close(): Promise<void>;
}

export const targetHelp = `  --to TARGET     the address of a bot (https://ivr.contoso.example), or the STATE_DIR of one on this machine;
                  TEAMS_IVR_TO when it is left out

A bot's address needs a proof: TEAMS_IVR_TOKEN, an access token of Microsoft Entra with the app role Flows.Publish
(az account get-access-token), or TEAMS_IVR_KEY, a key of the Functions app. A bot on this machine asks for none.`;

/** Opens what `--to` names. A text: why it cannot be opened. */
export function openTarget(to: string | undefined, env: Environment): Target | string {
  const named = to ?? env.TEAMS_IVR_TO;
  if (named === undefined || named === '')
    return 'Say where to: --to with the address of a bot, or the STATE_DIR of one on this machine.';
  const who = localUser();
  const actor: Actor = { kind: 'local', name: who };
  if (/^https?:/i.test(named)) {
    const origin = originIn(named);
    if (origin === undefined) return 'The address must be https, or http on this machine.';
    return { name: origin, desk: remotePublishing({ origin, actor: who, ...proofsIn(env) }), actor, close: async () => {} };
  }
  if (!(statSync(named, { throwIfNoEntry: false })?.isDirectory() ?? false)) return `There is no folder "${named}".`;
  const store = openEmbeddedStore({ dir: named, log: silentLog });
  const { workspace, versions, media } = store;
  const desk = openPublishing({ workspace, versions, media, fitWav, kits: stepKits, clock: systemClock, newSalt: randomUUID });
  return { name: named, desk, actor, close: () => store.close() };
}
