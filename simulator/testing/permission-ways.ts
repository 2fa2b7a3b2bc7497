/** For tests: how each act of the permission table is asked for. */
import type { ApplicationPermission } from '../graph/directory/directory-options.ts';
import type { PermittedAct } from '../graph/directory/permission-table.ts';
import { bodyText, type Json } from '../graph/messages.ts';
import { type Answered, adaId, answerBody, connected, frontDeskId, prompt, type ToyBot } from './toy-bot.ts';

const bobId = '99999999-8888-4777-8666-555555555555';
const someone = { identity: { user: { id: bobId } } };

/** Where the bot is when it asks. How it got there needs a permission of its own, which is never one of those asked for. */
export const places = {
  nowhere: { needs: [], enter: async () => {} },
  ringing: {
    needs: [],
    enter: async (bot) => {
      await bot.caller().dial({ from: { kind: 'user', id: adaId }, to: 'bot' });
    },
  },
  telephoneRings: {
    needs: [],
    enter: async (bot) => {
      await bot.caller().dial({ from: { kind: 'phone', number: '+441632960123' }, to: frontDeskId });
    },
  },
  invited: {
    needs: [],
    enter: async (bot) => {
      const bob = bot.participant({ kind: 'user', id: bobId, displayName: 'Bob Example' });
      await bob.joins(bot.graph.peopleSide.schedule({ organizerId: adaId }));
      await bob.invitesBot();
    },
  },
  pair: {
    needs: [],
    enter: async (bot) => {
      await connected(bot);
    },
  },
  group: {
    needs: ['Calls.InitiateGroupCall.All'],
    enter: async (bot) => {
      const people = [bot.callee(adaId), bot.callee(bobId)];
      made(await bot.create(aGroup));
      for (const person of people) await person.accepts();
      await bot.clock.advance(100);
    },
  },
  meeting: {
    needs: ['Calls.JoinGroupCall.All'],
    enter: async (bot) => {
      made(await bot.create(intoMeeting(bot)));
      await bot.clock.advance(1_000);
    },
  },
} as const satisfies {
  readonly [place: string]: { readonly needs: readonly ApplicationPermission[]; enter(bot: ToyBot): Promise<void> };
};

function made({ status }: Answered): void {
  if (status !== 201) throw new Error(`The bot is not where it should ask: ${status}.`);
}
const aGroup: Json = { targets: [{ identity: { user: { id: adaId } } }, someone] };
function intoMeeting(bot: ToyBot): Json {
  const { token } = bot.graph.peopleSide.schedule({ organizerId: adaId });
  return { meetingInfo: { '@odata.type': '#microsoft.graph.tokenMeetingInfo', token } };
}
/** An action on Bob, by his id in the last roster. */
function onBob(bot: ToyBot, action: string, method = 'POST'): Promise<Answered> {
  const roster = bot.told.findLast(({ resourceUrl }) => resourceUrl.endsWith('/participants'))?.data as unknown as Json[];
  const id = String(roster.find((one) => JSON.stringify(one).includes(bobId))?.id);
  return bot.act(['participants', id, action].filter((part) => part !== '').join('/'), method === 'POST' ? {} : undefined, {
    method,
  });
}
async function ofMeetings(bot: ToyBot, method: string, below: string, body?: Json): Promise<Answered> {
  const {
    status,
    headers,
    body: answered,
  } = await bot.graph.handle({
    method,
    url: `/v1.0/users/${adaId}/onlineMeetings${below}`,
    headers: { authorization: `Bearer ${await bot.token()}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status, headers, body: JSON.parse(bodyText(answered)) as Json };
}

interface Way {
  /** Microsoft's word on it: each of these is enough. Not read from the table, which is under test. */
  readonly needs: readonly ApplicationPermission[];
  readonly from: keyof typeof places;
  readonly ask: (bot: ToyBot) => Promise<Answered>;
  /** What whoever may do it is answered. 400: permitted, and then refused for what the bot or the call is. */
  readonly taken: number;
}
const initiateOrMedia = ['Calls.Initiate.All', 'Calls.AccessMedia.All'] as const;
const join = ['Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'] as const;
const action =
  (name: string, body?: (bot: ToyBot) => Json): Way['ask'] =>
  (bot) =>
    bot.act(name, body?.(bot) ?? {});

/** How to ask for each act of the table: a new row does not compile without its way. */
export const ways: { readonly [Act in PermittedAct]: Way } = {
  'call somebody': {
    needs: ['Calls.Initiate.All'],
    from: 'nowhere',
    ask: (bot) => bot.create({ targets: [someone] }),
    taken: 201,
  },
  'call a group': { needs: ['Calls.InitiateGroupCall.All'], from: 'nowhere', ask: (bot) => bot.create(aGroup), taken: 201 },
  'join a meeting': { needs: join, from: 'nowhere', ask: (bot) => bot.create(intoMeeting(bot)), taken: 201 },
  'get call': { needs: initiateOrMedia, from: 'pair', ask: (bot) => bot.act('', undefined, { method: 'GET' }), taken: 200 },
  'hang up': { needs: initiateOrMedia, from: 'pair', ask: (bot) => bot.act('', undefined, { method: 'DELETE' }), taken: 204 },
  'answer a group call': { needs: join, from: 'invited', ask: action('answer', () => answerBody), taken: 202 },
  'answer a telephone': { needs: join, from: 'telephoneRings', ask: action('answer', () => answerBody), taken: 202 },
  redirect: {
    needs: ['Calls.Initiate.All'],
    from: 'ringing',
    ask: action('redirect', () => ({ targets: [someone] })),
    taken: 202,
  },
  transfer: {
    needs: ['Calls.Initiate.All'],
    from: 'pair',
    ask: action('transfer', () => ({ transferTarget: someone })),
    taken: 202,
  },
  keepAlive: { needs: initiateOrMedia, from: 'pair', ask: (bot) => bot.act('keepAlive'), taken: 200 },
  playPrompt: {
    needs: initiateOrMedia,
    from: 'pair',
    ask: action('playPrompt', (bot) => ({ prompts: [prompt(bot, 'p', 100)] })),
    taken: 200,
  },
  recordResponse: { needs: ['Calls.AccessMedia.All'], from: 'pair', ask: action('recordResponse'), taken: 200 },
  subscribeToTone: { needs: ['Calls.AccessMedia.All'], from: 'pair', ask: action('subscribeToTone'), taken: 200 },
  cancelMediaProcessing: { needs: initiateOrMedia, from: 'pair', ask: action('cancelMediaProcessing'), taken: 200 },
  sendDtmfTones: {
    needs: initiateOrMedia,
    from: 'pair',
    ask: action('sendDtmfTones', () => ({ tones: ['tone1'] })),
    taken: 200,
  },
  mute: { needs: initiateOrMedia, from: 'group', ask: action('mute'), taken: 200 },
  unmute: { needs: initiateOrMedia, from: 'group', ask: action('unmute'), taken: 200 },
  changeScreenSharingRole: {
    needs: ['Calls.AccessMedia.All'],
    from: 'group',
    ask: action('changeScreenSharingRole', () => ({ role: 'viewer' })),
    taken: 400, // Application-hosted media only.
  },
  updateRecordingStatus: {
    needs: ['Calls.AccessMedia.All', 'Calls.JoinGroupCall.All'],
    from: 'group',
    ask: action('updateRecordingStatus', () => ({ status: 'recording' })),
    taken: 400, // Policy recording only.
  },
  addLargeGalleryView: {
    needs: [...join, 'Calls.InitiateGroupCall.All'],
    from: 'pair', // One of these three permissions is the way into every other kind of call.
    ask: action('addLargeGalleryView'),
    taken: 400, // Meetings with video only.
  },
  'list participants': {
    needs: initiateOrMedia,
    from: 'group',
    ask: (bot) => bot.act('participants', undefined, { method: 'GET' }),
    taken: 200,
  },
  'get participant': { needs: join, from: 'group', ask: (bot) => onBob(bot, '', 'GET'), taken: 200 },
  'remove participant': { needs: join, from: 'group', ask: (bot) => onBob(bot, '', 'DELETE'), taken: 204 },
  invite: {
    needs: ['Calls.InitiateGroupCall.All'],
    from: 'meeting',
    ask: action('participants/invite', () => ({ participants: [someone] })),
    taken: 200,
  },
  'mute participant': { needs: join, from: 'group', ask: (bot) => onBob(bot, 'mute'), taken: 200 },
  'mute all': {
    needs: join,
    from: 'group',
    ask: (bot) => bot.act('participants/muteAll', {}, { version: 'beta' }),
    taken: 200,
  },
  startHoldMusic: { needs: join, from: 'group', ask: (bot) => onBob(bot, 'startHoldMusic'), taken: 202 },
  stopHoldMusic: {
    needs: join,
    from: 'group',
    ask: async (bot) => {
      await onBob(bot, 'startHoldMusic');
      return onBob(bot, 'stopHoldMusic');
    },
    taken: 202,
  },
  'create meeting': {
    needs: ['OnlineMeetings.ReadWrite.All'],
    from: 'nowhere',
    ask: (bot) => ofMeetings(bot, 'POST', '', {}),
    taken: 201,
  },
  'create or get meeting': {
    needs: ['OnlineMeetings.ReadWrite.All'],
    from: 'nowhere',
    ask: (bot) => ofMeetings(bot, 'POST', '/createOrGet', { externalId: 'case-7' }),
    taken: 201,
  },
  'get meeting': {
    needs: ['OnlineMeetings.Read.All', 'OnlineMeetings.ReadWrite.All'],
    from: 'nowhere',
    ask: (bot) => ofMeetings(bot, 'GET', `/${bot.graph.peopleSide.schedule({ organizerId: adaId }).id}`),
    taken: 200,
  },
};
