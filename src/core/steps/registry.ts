import { authenticate } from './authenticate/authenticate.step.ts';
import { branch } from './branch/branch.step.ts';
import { callback } from './callback/callback.step.ts';
import { collect } from './collect/collect.step.ts';
import type { StepKit } from './define-step.ts';
import { directory } from './directory/directory.step.ts';
import { hangup } from './hangup/hangup.step.ts';
import { hold } from './hold/hold.step.ts';
import { hours } from './hours/hours.step.ts';
import { hunt } from './hunt/hunt.step.ts';
import { invite } from './invite/invite.step.ts';
import { join } from './join/join.step.ts';
import { language } from './language/language.step.ts';
import { menu } from './menu/menu.step.ts';
import { mute } from './mute/mute.step.ts';
import { notify } from './notify/notify.step.ts';
import { participants } from './participants/participants.step.ts';
import { play } from './play/play.step.ts';
import { pressKeys } from './pressKeys/pressKeys.step.ts';
import { record } from './record/record.step.ts';
import { redirect } from './redirect/redirect.step.ts';
import { reject } from './reject/reject.step.ts';
import { request } from './request/request.step.ts';
import { returnStep } from './return/return.step.ts';
import { set } from './set/set.step.ts';
import { split } from './split/split.step.ts';
import { subflow } from './subflow/subflow.step.ts';
import { tag } from './tag/tag.step.ts';
import { transfer } from './transfer/transfer.step.ts';
import { unmute } from './unmute/unmute.step.ts';
import { voicemail } from './voicemail/voicemail.step.ts';

/** Every step type, in the order of the reference. A new one is its folder and its line here. */
const kits: readonly StepKit[] = [
  play,
  menu,
  collect,
  authenticate,
  record,
  voicemail,
  transfer,
  hunt,
  invite,
  join,
  participants,
  mute,
  unmute,
  directory,
  redirect,
  reject,
  hours,
  branch,
  split,
  set,
  request,
  subflow,
  returnStep,
  language,
  hold,
  notify,
  tag,
  callback,
  pressKeys,
  hangup,
];

/** By the word in `"type"`. */
export const stepKits: ReadonlyMap<string, StepKit> = new Map(kits.map((kit) => [kit.type, kit]));
