/** A test, by its file and its title. */
export interface NamedTest {
  readonly file: string;
  /** As it is written there, `%s` for what is filled in; of a table, its title or the name of a row. */
  readonly title: string;
}

/** What the calls API can do, and where it is proven. */
export interface CoverageRow {
  readonly capability: string;
  readonly operation: string;
  /** How people come to it. */
  readonly from: string;
  /** One of them is enough (graph-calling, 1.1). */
  readonly permission: string;
  /** Against the simulated Graph, with its rules. */
  readonly simulated: readonly NamedTest[];
  /** Against the published description of Graph. */
  readonly contract: readonly NamedTest[];
}

export const multiparty = (title: string): NamedTest => ({ file: 'test/conversations/multiparty.test.ts', title });
export const escalated = (title: string): NamedTest => ({ file: 'test/conversations/escalated-calls.test.ts', title });
export const operations = (title: string): NamedTest => ({ file: 'test/conversations/room-operations.test.ts', title });
export const oneCaller = (title: string): NamedTest => ({ file: 'test/conversations/one-caller.test.ts', title });
export const forSeveral = (title: string): NamedTest => ({ file: 'test/conversations/calls-for-several.test.ts', title });
export const live = (title: string): NamedTest => ({ file: 'test/conversations/live-calls.test.ts', title });
export const liveHeard = (title: string): NamedTest => ({ file: 'test/conversations/live-calls-heard.test.ts', title });
export const liveTogether = (title: string): NamedTest => ({ file: 'test/conversations/live-calls-together.test.ts', title });
export const handOver = (title: string): NamedTest => ({ file: 'test/conversations/hand-over.test.ts', title });
export const outbound = (title: string): NamedTest => ({ file: 'test/conversations/outbound.test.ts', title });
export const telephones = (title: string): NamedTest => ({ file: 'test/conversations/telephones.test.ts', title });
export const hunting = (title: string): NamedTest => ({ file: 'test/conversations/hunt.test.ts', title });
/** By the operation in the table of that test. */
export const refusedTo = (operation: string): NamedTest => ({
  file: 'test/conversations/without-permission.test.ts',
  title: operation,
});
export const checker = (title: string): NamedTest => ({ file: 'src/core/flow/finding-codes.test.ts', title });
export const consulting = (title: string): NamedTest => ({ file: 'test/conversations/consultative-transfer.test.ts', title });
export const graph = (file: string, title: string): NamedTest => ({ file: `simulator/graph/${file}.test.ts`, title });
export const request = (title: string): NamedTest => ({ file: 'test/contract/requests.test.ts', title });
export const room = (title: string): NamedTest => ({ file: 'test/contract/rooms.test.ts', title });
export const answered = (title: string): NamedTest => ({ file: 'test/contract/answers.test.ts', title });
export const beta = (title: string): NamedTest => ({ file: 'test/contract/beta.test.ts', title });
export const sent = (title: string): NamedTest => ({ file: 'test/conversations/sending-on.test.ts', title });
export const told = (title: string): NamedTest => ({ file: 'test/contract/notifications.test.ts', title });

export const initiate = 'Calls.Initiate.All';
export const media = 'Calls.AccessMedia.All';
export const inCall = `${initiate} or ${media}`;
export const group = 'Calls.InitiateGroupCall.All';
export const join = 'Calls.JoinGroupCall.All or Calls.JoinGroupCallAsGuest.All';
export const meetings = 'OnlineMeetings.ReadWrite.All and an application access policy';

export function row(
  capability: string,
  operation: string,
  from: string,
  permission: string,
  simulated: readonly NamedTest[],
  contract: readonly NamedTest[],
): CoverageRow {
  return { capability, operation, from, permission, simulated, contract };
}
