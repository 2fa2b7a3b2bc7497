import { applicationPermissions } from '../../simulator/graph/directory/directory-options.ts';
import { adaId, type ToyBot, tenantId, toyBot } from '../../simulator/testing/toy-bot.ts';
import { graphCallControl } from '../../src/adapters/graph/graph-call-control.ts';
import { clientContext } from '../../src/core/call/ids.ts';
import type { ListedParticipant } from '../../src/core/call/room-command.ts';
import type { CommandOutcome, ControlCommand } from '../../src/ports/call-control.ts';
import { connectionOf } from '../support/an-adapter.ts';

// The bot's own adapter against the simulated Graph: what no step asks for, and what comes of it.

const bobId = '99999999-8888-4777-8666-555555555555';
const context = clientContext(1, 7);

const controlOf = (bot: ToyBot) => graphCallControl(connectionOf(bot));

/** The bot in a group call that it has placed to Ada and Bob. */
async function groupCall(bot = toyBot()) {
  const [ada, bob] = [bot.callee(adaId, { who: 'Ada' }), bot.callee(bobId, { who: 'Bob' })];
  const control = controlOf(bot);
  const outcome = await control.place(
    {
      tenantId,
      origin: 'call.x.1',
      target: {
        kind: 'group',
        people: [
          { kind: 'user', id: adaId },
          { kind: 'user', id: bobId },
        ],
      },
    },
    bot.clock.now() + 2_000,
  );
  if (outcome.kind !== 'placed') throw new Error(`It was not placed: ${JSON.stringify(outcome)}`);
  await ada.accepts();
  await bob.accepts();
  await bot.clock.advance(100);
  const ask = (command: ControlCommand): Promise<CommandOutcome> =>
    control.perform({ id: outcome.callId, tenantId }, command, bot.clock.now() + 2_000);
  return { bot, ada, bob, ask };
}

test('a group call rings several people, and all are together', async () => {
  const { ada, bob } = await groupCall();
  expect([ada.leg.state, bob.leg.state]).toEqual(['connected', 'connected']);
  expect([...(ada.leg.room?.people ?? [])].length).toBe(2);
});

test('a group call is refused without its permission', async () => {
  const permissions = applicationPermissions.filter((one) => one !== 'Calls.InitiateGroupCall.All');
  const bot = toyBot({ directory: { tenants: [{ id: tenantId, permissions }] } });
  const people = [adaId, bobId].map((id) => ({ kind: 'user' as const, id }));
  const placement = { tenantId, origin: 'call.x.1', target: { kind: 'group' as const, people } };
  expect(await controlOf(bot).place(placement, bot.clock.now() + 2_000)).toEqual({ kind: 'refused', code: '7504' });
});

test('a participant is got by the id from the list', async () => {
  const { ask } = await groupCall();
  const listed = await ask({ number: 1, context, kind: 'listParticipants' });
  const people = (
    listed.kind === 'accepted' && listed.answer?.kind === 'operation' ? listed.answer.value : []
  ) as ListedParticipant[];
  const bob = people.find(({ who }) => who === bobId);
  expect(bob).toMatchObject({ kind: 'user', isMuted: false });
  const got = await ask({ number: 2, context, kind: 'getParticipant', participant: bob?.id ?? '' });
  expect(got).toMatchObject({ kind: 'accepted', answer: { value: bob } });
  expect(await ask({ number: 3, context, kind: 'getParticipant', participant: 'nobody' })).toMatchObject({ kind: 'refused' });
});

test('the bot presses keys, and Graph reports when they are pressed', async () => {
  const { bot, ask } = await groupCall();
  expect(await ask({ number: 1, context, kind: 'sendTones', tones: ['1', '#'] })).toEqual({ kind: 'accepted' });
  await bot.clock.advance(5_000);
  const over = bot.told.find(({ data }) => data['@odata.type'] === '#microsoft.graph.sendDtmfTonesOperation');
  expect(over?.data).toMatchObject({ clientContext: context, status: 'completed' });
});

test.each<readonly [string, ControlCommand]>([
  ['the recording status', { number: 1, context, kind: 'updateRecordingStatus', status: 'recording' }],
  ['the large gallery view', { number: 1, context, kind: 'addLargeGalleryView' }],
])('%s is refused where it does not exist, and the call goes on', async (_what, command) => {
  const { ada, ask } = await groupCall();
  expect(await ask(command)).toMatchObject({ kind: 'refused' });
  expect(ada.leg.state).toBe('connected');
});

test.each<readonly [string, ControlCommand]>([
  ['changeScreenSharingRole', { number: 1, context, kind: 'changeScreenSharingRole', role: 'sharer' }],
  ['updateMetadata', { number: 1, context, kind: 'updateMetadata' }],
])('%s is refused by the bot itself, with its own explanation', async (code, command) => {
  const { ask } = await groupCall();
  expect(await ask(command)).toEqual({ kind: 'refused', code });
});
