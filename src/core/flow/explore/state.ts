import type { Call } from '../../call/call.ts';
import type { CallCommand, CommandKind } from '../../call/call-command.ts';
import type { Destination } from '../../call/party.ts';
import { isRoomCommand } from '../../call/room-command.ts';
import type { Turn } from '../../call/turn.ts';

/** A call at a moment, with what its last turns have asked for. */
export interface ExploredState {
  readonly call: Call;
  readonly now: number;
  /** What the pending asks are, by number. */
  readonly asking: { readonly [number: number]: CommandKind };
  /** Where the caller is being sent. */
  readonly destinations: readonly Destination[];
  /** The step, as reports name it. */
  readonly place: string;
}

export function stateAfter(turn: Turn, now: number, before?: ExploredState): ExploredState {
  const { call, commands } = turn;
  const asking = Object.fromEntries(commands.filter(isAsk).map(({ number, kind }) => [number, kind]));
  const sent = commands.flatMap(destinationsOf);
  return {
    call,
    now,
    asking: { ...before?.asking, ...asking },
    destinations: sent.length > 0 ? sent : (before?.destinations ?? []),
    place: placeOf(call),
  };
}

export function placeOf(call: Call): string {
  const called = call.frames?.at(-1)?.called;
  return called === undefined ? call.at.step : `${called}/${call.at.step}`;
}

/**
 * Two calls with the same key have the same future, as far as anybody can tell from outside. Moments become distances, and
 * digits that are being entered their number. With `vars`, what the variables hold counts as well.
 */
export function keyOfState({ call, now }: ExploredState, vars: boolean): string {
  const { at, media, asks = [], legs = [], keypad, trail, frames = [] } = call;
  return JSON.stringify([
    frames.map(({ called, step, trail: way, vars: held }) => [called, step, way, vars ? held : 0]),
    at.step,
    at.entered,
    at.attempt,
    memoryKey(at.memory, now),
    at.deadline === undefined ? 0 : 1,
    media.map(({ mark, what }) => [mark, what.kind === 'record' ? 'record' : what.prompts.map((one) => one.durationMs)]),
    asks.map(({ mark }) => mark),
    legs.map(({ mark, state }) => [mark, state]),
    [keypad.waiting, keypad.swallow],
    trail,
    call.asked,
    call.state,
    call.audio,
    call.language,
    call.outcome,
    call.end === undefined,
    vars ? call.vars : 0,
  ]);
}

/** An epoch moment lies far above any other number that a step remembers. */
const momentsFrom = 1_000_000_000_000;

function memoryKey(memory: Call['at']['memory'], now: number): unknown {
  return Object.entries(memory).map(([name, value]) => {
    if (typeof value === 'number' && value >= momentsFrom) return [name, Math.round((value - now) / 1_000)];
    if (typeof value === 'string' && /^[0-9*#]+$/.test(value)) return [name, `${value.length} keys`];
    return [name, value];
  });
}

const isAsk = ({ kind }: CallCommand): boolean =>
  kind === 'sendRequest' || kind === 'takeOrder' || kind === 'verifyPin' || kind === 'arrangeMeeting' || isRoomCommand({ kind });

function destinationsOf(command: CallCommand): readonly Destination[] {
  if (command.kind === 'transfer') return [command.target];
  return command.kind === 'redirect' ? command.targets : [];
}
