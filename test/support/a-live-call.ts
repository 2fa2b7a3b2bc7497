import type { RehearsalOptions } from '../../cli/rehearsal.ts';
import type { ScriptedCallee } from '../../simulator/caller/scripted-callee.ts';
import type { ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';
import { aRehearsal, type Line } from './a-line.ts';
import { type Answer, askAutomation } from './an-automation-api.ts';
import { ada, bob, eveDials } from './people.ts';

/** Whoever looks after calls, at the automation API of a bot that answers with the shipped flows. */
export interface Caretaker {
  readonly line: Line;
  ask(method: string, path: string, body?: unknown, more?: { readonly [name: string]: string }): Promise<Answer>;
  /** What has become of a wish by now, by the address in the answer to it. */
  becameOf(asked: Answer): Promise<Answer>;
}

/** A call that goes on, with the caretaker. */
export interface LiveCall extends Caretaker {
  readonly caller: ScriptedCaller;
  /** The address of the call, below `/api/`. */
  readonly at: string;
}

export interface CallOfThree extends LiveCall {
  readonly first: ScriptedCallee;
  readonly second: ScriptedCallee;
  /** Where the call was before Eve was brought into this one. */
  readonly before: string;
  /** The list of participants. */
  readonly listed: Answer;
  /** The id that the list has for a user. */
  idOf(who: string): string;
}

export const adaAndBob = { people: [{ user: ada }, { user: bob }] };

export async function aCaretaker(options: Partial<RehearsalOptions> = {}): Promise<Caretaker> {
  const line = await aRehearsal(options);
  const ask: Caretaker['ask'] = (...asked) => askAutomation(line.bot, ...asked);
  return { line, ask, becameOf: ({ headers }) => ask('GET', String(headers.location).slice('/api/'.length)) };
}

/** Eve is in the main menu. */
export async function aCall(options: Partial<RehearsalOptions> = {}): Promise<LiveCall> {
  const caretaker = await aCaretaker(options);
  const caller = caretaker.line.caller();
  await caller.dial(eveDials);
  await caller.hears('For sales');
  const { body } = await caretaker.ask('GET', 'live-calls');
  return { ...caretaker, caller, at: `live-calls/${body.calls[0].callId}` };
}

/** Eve, Ada and Bob, all called together by the caretaker. */
export async function threeOfThem(options: Partial<RehearsalOptions> = {}): Promise<CallOfThree> {
  const { at: before, ...call } = await aCall(options);
  const { line, ask, becameOf } = call;
  const [first, second] = [line.person(ada, 'ada'), line.person(bob, 'bob')];
  const asked = await ask('POST', `${before}/invite`, adaAndBob);
  expect(asked).toMatchObject({ status: 202, body: { type: 'invite', status: 'asked' } });
  await first.accepts();
  await second.accepts();
  await line.clock.advance(1_000);
  const invited = await becameOf(asked);
  expect(invited).toMatchObject({ status: 200, body: { status: 'done', movedTo: expect.any(String) } });
  const at = `live-calls/${invited.body.movedTo}`;
  const listed = await ask('GET', `${at}/participants`);
  const idOf = (who: string): string =>
    listed.body.participants.find((one: { readonly who: string }) => one.who === who)?.id ?? 'nobody';
  return { ...call, first, second, at, before, listed, idOf };
}
