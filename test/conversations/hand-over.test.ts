import { aRehearsal, type Line } from '../support/a-line.ts';
import { eve } from '../support/people.ts';

// docs/application-hosted-media.md: what the hand-over to a bot with media of its own looks like on the wire.

const assistant = '7e57ab1e-bbbb-4bbb-8ccc-ddddeeeeffff';
const mediaBot = '0a1b2c3d-0006-4567-89ab-cdef01234567';
let line: Line;
beforeEach(async () => {
  line = await aRehearsal();
});

/** Requests of ours about calls, by the last word of their address. */
function requests() {
  return line.graph.exchanges().flatMap(({ exchange: { direction, path, request } }) => {
    const operation = /\/communications\/calls\/[^/]+\/(\w+)$/.exec(path)?.[1];
    return direction === 'toBot' || operation === undefined ? [] : [{ operation, body: request }];
  });
}

const toTheApplication = { identity: { application: { id: mediaBot } } };

test('a caller from Teams is redirected to the application, and the call is never answered here', async () => {
  const caller = line.caller();
  await caller.dial({
    from: { kind: 'user', id: eve },
    to: assistant,
  });
  await caller.expectsTransferTo('mediaBot');
  expect(requests().map(({ operation }) => operation)).toEqual(['redirect']);
  expect(requests()[0]?.body).toMatchObject({ targets: [toTheApplication] });
});

test('a caller on a telephone is answered, asked, and transferred to the application', async () => {
  const caller = line.caller();
  await caller.dial({ from: { kind: 'phone', number: '+441632960123' }, to: assistant });
  await caller.hears('press 1');
  await caller.presses('1');
  await caller.expectsTransferTo('mediaBot');
  const transfer = requests().find(({ operation }) => operation === 'transfer');
  expect(transfer?.body).toMatchObject({ transferTarget: toTheApplication });
});
