import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { Address, DialAnswer, DialRequest, Keypad, RingingCall } from '../../../simulator/softphone-api.ts';
import { followCall } from '../api/follow-call.ts';
import { followTelephone } from '../api/follow-telephone.ts';
import * as api from '../api/softphone-client.ts';
import type { SoftphoneAction } from '../state/softphone-action.ts';
import { reduce } from '../state/softphone-reducer.ts';
import { idleState, isLive, type Problem, type SoftphoneState } from '../state/softphone-state.ts';
import { type MissedCall, type RingHere, useRingHere } from './use-ring-here.ts';

/** The page's one call: its state and what the person can do with it. */
export interface Softphone {
  readonly state: SoftphoneState;
  /** What rings at this window and has not been taken here. */
  readonly ringing: readonly RingingCall[];
  /** What has rung here in vain. */
  readonly missed: MissedCall | undefined;
  readonly dial: (request: DialRequest) => void;
  /** Makes a meeting and joins it. */
  readonly meet: (from: Address) => void;
  /** Has the bot call this address in the name of a line. */
  readonly haveCalled: (to: Address, line: string) => void;
  /** Asks the bot into the meeting, in the name of a line. */
  readonly inviteBot: (line: string) => void;
  /** Picks up; a call that is going on is hung up first. */
  readonly accept: (call: RingingCall) => void;
  readonly decline: (call: RingingCall) => void;
  readonly setMuted: (muted: boolean) => void;
  readonly invite: (to: Address) => void;
  /** Whether there is a call to send it into. */
  readonly press: (tone: Keypad) => boolean;
  readonly sendVoice: (pcm: Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly hangUp: () => void;
  /** After `linkLost`. */
  readonly followAgain: () => void;
  readonly putAway: () => void;
  readonly dismissMissed: () => void;
  readonly dismissProblem: () => void;
  readonly clearWire: () => void;
}

export interface SoftphoneOptions {
  /** Object id or number of the person at this window; undefined for a withheld number, which nobody can call. */
  readonly telephone: string | undefined;
  /** Somebody else in the call speaks: PCM in base64. */
  readonly onVoice: (pcm: string) => void;
}

export function useSoftphone({ telephone, onVoice }: SoftphoneOptions): Softphone {
  const [state, dispatch] = useReducer(reduce, idleState);
  const latest = useRef(state);
  latest.current = state;
  const [followings, setFollowings] = useState(0);
  const { isThere, ringing, missed, onTelephone, settled, forgetMissed } = useRingHere();
  const follows = useFollowing({ callId: state.callId, followings, latest, dispatch, telephone, onTelephone, onVoice });
  useTelephone(follows ? undefined : telephone, onTelephone);
  useHangUpOnLeave(latest);
  useEffect(() => {
    if (isThere) dispatch({ kind: 'simulatorHeard' });
  }, [isThere]);
  const commands = useMemo(() => commandsFor(dispatch, latest, settled), [settled]);
  const followAgain = useCallback(() => setFollowings((count) => count + 1), []);
  const elsewhere = useMemo(() => ringing.filter(({ callId }) => callId !== state.callId), [ringing, state.callId]);
  return useMemo(
    () => ({ state, ringing: elsewhere, missed, ...commands, followAgain, dismissMissed: forgetMissed }),
    [state, elsewhere, missed, commands, followAgain, forgetMissed],
  );
}

type Latest = { readonly current: SoftphoneState };
type Dispatch = (action: SoftphoneAction) => void;

type Commands = Omit<Softphone, 'state' | 'ringing' | 'missed' | 'followAgain' | 'dismissMissed'>;

function commandsFor(dispatch: Dispatch, latest: Latest, settled: RingHere['settled']): Commands {
  let dialled = 0;
  let pressed = 0;
  let tones: Promise<void> = Promise.resolve();

  const sendTone = async (callId: string, tone: Keypad, key: string): Promise<void> => {
    const answer = await api.pressTone(callId, tone);
    dispatch({ kind: 'toneAnswered', key, problem: answer.kind === 'ok' ? undefined : problemOf(answer, 'toneRefused') });
  };
  const end = async (callId: string): Promise<void> => {
    const answer = await api.hangUp(callId);
    if (answer.kind === 'ok') return; // The simulator now tells the end by an event.
    if (answer.kind === 'refused' && answer.status !== 404) {
      dispatch({ kind: 'problemMet', problem: problemOf(answer, 'hangUpRefused') });
      return;
    }
    // Nobody is there to end it, so the person must not be kept in it.
    dispatch({ kind: 'callForgotten', noticedAt: Date.now() });
    if (answer.kind === 'unreachable') dispatch({ kind: 'problemMet', problem: { kind: 'simulatorUnreachable' } });
  };

  const begin = (ask: () => Promise<api.Answer<DialAnswer>>): void => {
    if (isLive(latest.current.phase)) return;
    dialled += 1;
    const mine = dialled;
    dispatch({ kind: 'dialled' });
    void ask().then((answer) => {
      if (mine !== dialled) {
        if (answer.kind === 'ok') void api.hangUp(answer.value.callId); // Given up while it was being dialled.
        return;
      }
      if (answer.kind === 'ok') dispatch({ kind: 'dialAnswered', callId: answer.value.callId });
      else dispatch({ kind: 'dialFailed', problem: problemOf(answer, 'dialRefused') });
    });
  };
  /** Something small that the person asked for and that the simulator did not do. */
  const report = (answer: api.Answer<undefined>): void => {
    if (answer.kind === 'ok' || latest.current.phase === 'ended') return;
    dispatch({ kind: 'problemMet', problem: problemOf(answer, 'wishRefused') });
  };

  return {
    accept: ({ callId, from }) => {
      const before = latest.current;
      settled(callId);
      dialled += 1; // What is still being dialled is given up.
      if (before.callId !== undefined && isLive(before.phase)) void api.hangUp(before.callId);
      dispatch({ kind: 'accepted', callId, from });
      void api.accept(callId).then((answer) => {
        if (answer.kind !== 'ok') dispatch({ kind: 'dialFailed', problem: problemOf(answer, 'acceptRefused') });
      });
    },
    decline: ({ callId }) => {
      settled(callId);
      void api.hangUp(callId); // Too late is as good as in time.
    },
    setMuted: (muted) => {
      const { callId } = latest.current;
      if (callId !== undefined) void api.setMuted(callId, muted).then(report);
    },
    invite: (to) => {
      const { callId } = latest.current;
      if (callId !== undefined) void api.invite(callId, to).then(report);
    },
    dial: (request) => begin(() => api.dial(request)),
    meet: (from) => begin(() => api.meet(from)),
    haveCalled: (to, line) => {
      dispatch({ kind: 'problemDismissed' });
      void api.haveCalled(to, line).then((answer) => {
        if (answer.kind !== 'ok') dispatch({ kind: 'problemMet', problem: problemOf(answer, 'wishRefused') });
      });
    },
    inviteBot: (line) => {
      const { callId } = latest.current;
      if (callId !== undefined) void api.inviteBot(callId, line).then(report);
    },
    press: (tone) => {
      const { callId, phase } = latest.current;
      if (callId === undefined || !isLive(phase)) return false;
      pressed += 1;
      const key = `tone-${pressed}`;
      dispatch({ kind: 'tonePressed', key, tone, pressedAt: Date.now() });
      // One after the other: two requests at once could turn 12 into 21.
      tones = tones.then(() => sendTone(callId, tone, key));
      return true;
    },
    sendVoice: async (pcm) => {
      const { callId } = latest.current;
      if (callId !== undefined) await api.sendVoice(callId, pcm);
    },
    hangUp: () => {
      const { callId, phase } = latest.current;
      if (!isLive(phase)) return;
      if (callId !== undefined) return void end(callId);
      dialled += 1; // Not answered yet: forget the dialling.
      dispatch({ kind: 'putAway' });
    },
    putAway: () => dispatch({ kind: 'putAway' }),
    dismissProblem: () => dispatch({ kind: 'problemDismissed' }),
    clearWire: () => dispatch({ kind: 'wireCleared' }),
  };
}

function problemOf(
  answer: Exclude<api.Answer<unknown>, { kind: 'ok' }>,
  refusedAs: 'dialRefused' | 'acceptRefused' | 'toneRefused' | 'hangUpRefused' | 'wishRefused',
): Problem {
  return answer.kind === 'unreachable' ? { kind: 'simulatorUnreachable' } : { kind: refusedAs, message: answer.message };
}

interface FollowingOptions extends SoftphoneOptions {
  readonly callId: string | undefined;
  readonly followings: number;
  readonly latest: Latest;
  readonly dispatch: Dispatch;
  readonly onTelephone: RingHere['onTelephone'];
}

/** Follows the call. @returns whether it does; the telephone rings on the same stream. */
function useFollowing(options: FollowingOptions): boolean {
  const { callId, followings, latest, dispatch, telephone, onTelephone } = options;
  const onVoice = useRef(options.onVoice);
  onVoice.current = options.onVoice;
  const following = callId === undefined ? undefined : `${callId} ${followings}`;
  const [done, setDone] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `followings` is the request to follow again.
  useEffect(() => {
    if (callId === undefined) return;
    const stop = new AbortController();
    void followCall({
      callId,
      telephone,
      afterSeq: latest.current.lastSeq,
      onEvent: (event) => dispatch({ kind: 'eventArrived', callId, event, receivedAt: Date.now() }),
      onLink: (link) => dispatch({ kind: 'linkChanged', link }),
      onTelephone,
      onVoice: (pcm) => onVoice.current(pcm),
      signal: stop.signal,
    }).then((outcome) => {
      if (outcome === 'callForgotten') dispatch({ kind: 'callForgotten', noticedAt: Date.now() });
      if (outcome === 'linkLost') dispatch({ kind: 'linkChanged', link: 'lost' });
      if (outcome === 'callEnded') dispatch({ kind: 'linkChanged', link: 'closed' });
      if (outcome !== 'stopped') setDone(following);
    });
    return () => stop.abort();
  }, [callId, followings, latest, dispatch, telephone, onTelephone]);
  return following !== undefined && done !== following;
}

/** Between calls the telephone has a stream of its own. */
function useTelephone(telephone: string | undefined, onTelephone: RingHere['onTelephone']): void {
  useEffect(() => {
    if (telephone === undefined) return;
    const stop = new AbortController();
    void followTelephone({ telephone, onTelephone, signal: stop.signal });
    return () => stop.abort();
  }, [telephone, onTelephone]);
}

/** Closing the window ends the call, as a telephone would; else the bot would talk to nobody. */
function useHangUpOnLeave(latest: Latest): void {
  useEffect(() => {
    const leave = () => {
      const { callId, phase } = latest.current;
      if (callId !== undefined && isLive(phase)) void api.hangUp(callId, { keepalive: true });
    };
    addEventListener('pagehide', leave);
    return () => removeEventListener('pagehide', leave);
  }, [latest]);
}
