import { liveCall, outboundCall } from '../../src/edge/automation/answers.ts';
import type { AskBot } from '../bot-api/ask-bot.ts';
import { read, refused } from '../bot-api/read-answer.ts';
import { stateInWords } from './in-words.ts';
import type { LiveShown, OutboundShown } from './shown.ts';
import type { World } from './world.ts';

/** Where a call that was asked for stands. */
export interface Stage {
  readonly status: OutboundShown['status'];
  /** Of one that is placed: `ringing`, `connected`, ... */
  readonly state?: string;
  /** Of one that is connected: its steps so far, the last one is where it is. */
  readonly path?: readonly string[];
  /** Of one with several people, how many are there. */
  readonly people?: number;
}

export interface Followed {
  readonly call: OutboundShown;
  readonly wasConnected: boolean;
  /** Nobody wanted to see the end. */
  readonly isLeft: boolean;
}

interface FollowOptions {
  readonly ask: AskBot;
  readonly world: World;
  /** Is told of each stage; the end comes as the result. */
  readonly onStage: (stage: Stage, call: OutboundShown) => void;
  /** `off`: it is being called off; `leave`: it is left to itself. */
  readonly onInterrupt: (what: 'off' | 'leave') => void;
}

/** How often is looked: at a call, and at one that must not be placed yet. */
const lookEveryMs = 500;
const waitEveryMs = 5_000;

/**
 * Follows a call to its end, which every call has (I5). The first interrupt calls it off, or hangs up; the second one leaves
 * it to itself.
 */
export async function followCall(first: OutboundShown, options: FollowOptions): Promise<Followed> {
  const { ask, world, onStage, onInterrupt } = options;
  let interrupts = 0;
  let isOff = false;
  const stop = world.onInterrupt(() => {
    interrupts += 1;
    if (interrupts <= 2) onInterrupt(interrupts === 1 ? 'off' : 'leave');
  });
  try {
    let wasLive = false;
    let wasConnected = false;
    let seen = '';
    for (let call = first; ; call = await look(ask, call.id)) {
      const live = call.status === 'placed' ? await lookAtLive(ask, call.callId) : undefined;
      wasConnected ||= live?.state === 'established';
      if (isOver(call)) return { call, wasConnected, isLeft: false };
      const stage = stageOf(call, live);
      const isEnding = wasLive && live === undefined; // What became of it is being written down.
      wasLive ||= live !== undefined;
      if (!isEnding && seen !== JSON.stringify(stage)) onStage(stage, call);
      if (!isEnding) seen = JSON.stringify(stage);
      if (interrupts > 1) return { call, wasConnected, isLeft: true };
      if (interrupts > 0 && !isOff) isOff = await callOff(ask, call.id);
      const isFarAway = call.status === 'queued' && Date.parse(call.window.notBefore) - world.clock.now() > 2 * waitEveryMs;
      await untilInterrupted(world, isFarAway ? waitEveryMs : lookEveryMs, () => interrupts > 0 && !isOff);
    }
  } finally {
    stop();
  }
}

const isOver = ({ status }: OutboundShown): boolean => !['queued', 'placing', 'placed'].includes(status);

async function look(ask: AskBot, id: string): Promise<OutboundShown> {
  return read(await ask('GET', `outbound-calls/${encodeURIComponent(id)}`), outboundCall);
}

/** Undefined: it is over, or Graph has not told of it yet. */
async function lookAtLive(ask: AskBot, id: string | undefined): Promise<LiveShown | undefined> {
  if (id === undefined) return undefined;
  const answer = await ask('GET', `live-calls/${encodeURIComponent(id)}`);
  return answer.status === 404 ? undefined : read(answer, liveCall);
}

function stageOf({ status }: OutboundShown, live: LiveShown | undefined): Stage {
  if (live === undefined) return { status };
  const isConnected = live.state === 'established';
  return {
    status,
    state: stateInWords(live),
    ...(isConnected ? { path: live.path } : {}),
    ...(isConnected && live.people !== undefined ? { people: live.people } : {}),
  };
}

/** False: Graph is being asked for it at this moment, so it is neither waiting nor there; try again. */
async function callOff(ask: AskBot, id: string): Promise<boolean> {
  const answer = await ask('DELETE', `outbound-calls/${encodeURIComponent(id)}`);
  if (answer.status === 409) return false; // Or it is over, which the next look shows.
  if (answer.status > 299) throw refused(answer);
  return true;
}

/** A long wait in short ones, so that somebody who wants it called off need not wait. */
async function untilInterrupted({ clock }: World, ms: number, isUrgent: () => boolean): Promise<void> {
  for (let left = ms; left > 0 && !isUrgent(); left -= lookEveryMs) await clock.sleep(Math.min(left, lookEveryMs));
}
