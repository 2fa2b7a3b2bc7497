import type { GraphPermission } from './graph-permissions.ts';

/** A step of a flow, as far as permissions go. */
export interface UsedStep {
  readonly flow: string;
  readonly name: string;
  readonly type: string;
  /** Which members are written, and within those: `meeting`, `meeting.create`. */
  readonly members: readonly string[];
}

/** Something that the bot does, and the permissions of which one is enough for it. */
export interface Need {
  readonly anyOf: readonly GraphPermission[];
  /** For example `listening for keys and recording`. */
  readonly for: string;
  /** Steps that do it: `main-line/main`. Empty: every call does it. */
  readonly steps: readonly string[];
  /** Asked for by a page of Microsoft's that others contradict: its absence is worth a word, not a failure. */
  readonly isAdvice: boolean;
}

type Ability = Omit<Need, 'steps'>;

// graph-calling 1.1 and 4.1: least privileged first.
const listen: Ability = { anyOf: ['Calls.AccessMedia.All'], for: 'listening for keys and recording', isAdvice: false };
const sendOn: Ability = { anyOf: ['Calls.Initiate.All'], for: 'transferring, redirecting and calling people', isAdvice: false };
const invite: Ability = { anyOf: ['Calls.InitiateGroupCall.All'], for: 'inviting people into a call', isAdvice: false };
const join: Ability = {
  anyOf: ['Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'],
  for: 'joining meetings and managing their participants',
  isAdvice: false,
};
const arrange: Ability = {
  anyOf: ['OnlineMeetings.ReadWrite.All'],
  for: 'making meetings for people to meet in',
  isAdvice: false,
};
const speak: Ability = {
  anyOf: ['Calls.Initiate.All', 'Calls.AccessMedia.All'],
  for: 'playing prompts, keeping calls alive, hanging up, and the identity of callers in the clear',
  isAdvice: false,
};
/** A call of two is answered without one when a Teams user calls (graph-calling, 1.1): telephones are none. */
const answerTelephones: Ability = {
  anyOf: ['Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'],
  for: 'answering calls from the telephone network',
  isAdvice: false,
};
const telephone: Ability = {
  anyOf: ['Calls.JoinGroupCall.All'],
  for: "calls from the telephone network, as Microsoft's page on phone numbers asks",
  isAdvice: true,
};
const mail: Ability = { anyOf: ['Mail.Send'], for: 'telling contacts by mail', isAdvice: false };
const telephoneAsGuest: Ability = { ...telephone, anyOf: ['Calls.JoinGroupCallAsGuest.All'] };

/** What each type of step needs besides speaking. */
const byType: { readonly [type: string]: readonly Ability[] } = {
  authenticate: [listen],
  branch: [],
  callback: [listen, sendOn],
  collect: [listen],
  directory: [listen, sendOn],
  hangup: [],
  hold: [],
  hours: [],
  hunt: [listen, sendOn],
  language: [],
  menu: [listen],
  mute: [],
  notify: [],
  participants: [join],
  play: [],
  pressKeys: [],
  record: [listen],
  redirect: [sendOn],
  reject: [],
  request: [],
  return: [],
  set: [],
  split: [],
  subflow: [],
  tag: [],
  unmute: [],
};

/** Types whose needs depend on what is written. */
const byMembers: { readonly [type: string]: (members: readonly string[]) => readonly Ability[] } = {
  // A person who is consulted presses a key.
  transfer: (members) => (members.includes('mode') ? [listen, sendOn] : [sendOn]),
  voicemail: (members) => (members.includes('record') ? [listen] : [sendOn]), // A box is reached by transfer or redirect.
  // One person alone meets the caller in a meeting.
  invite: (members) => (members.includes('organizer') ? [invite, join, arrange] : [invite]),
  join: (members) => (members.includes('meeting.create') ? [join, invite, arrange] : [join, invite]),
};

/** True for types whose needs are known. */
export const isKnownStep = (type: string): boolean => Object.hasOwn(byMembers, type) || Object.hasOwn(byType, type);

/** What else decides. `hasNumber`: a line can be reached from the telephone network. `sendsMail`: a contact is told by mail. */
export interface NeededFor {
  readonly hasNumber: boolean;
  readonly sendsMail: boolean;
}

/** Which permissions the flows need, and for what. */
export function neededPermissions(steps: readonly UsedStep[], { hasNumber, sendsMail }: NeededFor): readonly Need[] {
  const users = new Map<Ability, string[]>();
  for (const step of steps) {
    for (const ability of abilitiesOf(step)) {
      const known = users.get(ability) ?? [];
      users.set(ability, [...known, `${step.flow}/${step.name}`]);
    }
  }
  const used = [listen, sendOn, invite, join, arrange].flatMap((ability) => {
    const by = users.get(ability);
    return by === undefined ? [] : [{ ...ability, steps: by }];
  });
  const ofTelephones = hasNumber
    ? [answerTelephones, telephone, telephoneAsGuest].map((ability) => ({ ...ability, steps: [] }))
    : [];
  const mailed = sendsMail ? [{ ...mail, steps: [] }] : [];
  return [{ ...speak, steps: [] }, ...used, ...mailed, ...ofTelephones];
}

function abilitiesOf({ type, members }: UsedStep): readonly Ability[] {
  return byMembers[type]?.(members) ?? byType[type] ?? [];
}

/** Whether the flows use meetings, which need policies besides permissions. */
export function usesMeetings(steps: readonly UsedStep[]): boolean {
  return steps.some(
    ({ type, members }) => type === 'join' || type === 'participants' || (type === 'invite' && members.includes('organizer')),
  );
}

/** What the automation API can be asked for besides, whatever the flows do. */
export function automationNeeds(): readonly Need[] {
  return [sendOn, invite, join, arrange].map((ability) => ({ ...ability, steps: [] }));
}

export interface Shortage {
  readonly missing: readonly Need[];
  /** The least privileged permission of each, once. */
  readonly permissions: readonly GraphPermission[];
}

/** What of it a token does not hold. */
export function shortageOf(needs: readonly Need[], roles: readonly string[]): Shortage {
  const missing = needs.filter(({ anyOf }) => !anyOf.some((permission) => roles.includes(permission)));
  return { missing, permissions: [...new Set(missing.flatMap(({ anyOf }) => anyOf.slice(0, 1)))] };
}
