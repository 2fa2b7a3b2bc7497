import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { DialRequest, Keypad } from '../../../simulator/softphone-api.ts';
import { followCall } from '../api/follow-call.ts';
import * as api from '../api/softphone-client.ts';
import type { SoftphoneAction } from '../state/softphone-action.ts';
import { reduce } from '../state/softphone-reducer.ts';
import { idleState, isLive, type Problem, type SoftphoneState } from '../state/softphone-state.ts';

/** The page's one call: its state and what the person can do with it. */
export interface Softphone {
  readonly state: SoftphoneState;
  readonly dial: (request: DialRequest) => void;
  /** Whether there is a call to send it into. */
  readonly press: (tone: Keypad) => boolean;
  readonly sendVoice: (pcm: Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly hangUp: () => void;
  /** After `linkLost`. */
  readonly followAgain: () => void;
  readonly putAway: () => void;
  readonly dismissProblem: () => void;
  readonly clearWire: () => void;
}

export function useSoftphone(): Softphone {
  const [state, dispatch] = useReducer(reduce, idleState);
  const latest = useRef(state);
  latest.current = state;
  const [followings, setFollowings] = useState(0);
  useFollowing({ callId: state.callId, followings, latest, dispatch });
  useHangUpOnLeave(latest);
  const commands = useMemo(() => commandsFor(dispatch, latest), []);
  const followAgain = useCallback(() => setFollowings((count) => count + 1), []);
  return useMemo(() => ({ state, ...commands, followAgain }), [state, commands, followAgain]);
}

type Latest = { readonly current: SoftphoneState };
type Dispatch = (action: SoftphoneAction) => void;

function commandsFor(dispatch: Dispatch, latest: Latest): Omit<Softphone, 'state' | 'followAgain'> {
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

  return {
    dial: (request) => {
      if (isLive(latest.current.phase)) return;
      dialled += 1;
      const mine = dialled;
      dispatch({ kind: 'dialled' });
      void api.dial(request).then((answer) => {
        if (mine !== dialled) {
          if (answer.kind === 'ok') void api.hangUp(answer.value.callId); // Given up while it was being dialled.
          return;
        }
        if (answer.kind === 'ok') dispatch({ kind: 'dialAnswered', callId: answer.value.callId });
        else dispatch({ kind: 'dialFailed', problem: problemOf(answer, 'dialRefused') });
      });
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
  refusedAs: 'dialRefused' | 'toneRefused' | 'hangUpRefused',
): Problem {
  return answer.kind === 'unreachable' ? { kind: 'simulatorUnreachable' } : { kind: refusedAs, message: answer.message };
}

function useFollowing(options: {
  readonly callId: string | undefined;
  readonly followings: number;
  readonly latest: Latest;
  readonly dispatch: Dispatch;
}): void {
  const { callId, followings, latest, dispatch } = options;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `followings` is the request to follow again.
  useEffect(() => {
    if (callId === undefined) return;
    const stop = new AbortController();
    void followCall({
      callId,
      afterSeq: latest.current.lastSeq,
      onEvent: (event) => dispatch({ kind: 'eventArrived', callId, event, receivedAt: Date.now() }),
      onLink: (link) => dispatch({ kind: 'linkChanged', link }),
      signal: stop.signal,
    }).then((outcome) => {
      if (outcome === 'callForgotten') dispatch({ kind: 'callForgotten', noticedAt: Date.now() });
      if (outcome === 'linkLost') dispatch({ kind: 'linkChanged', link: 'lost' });
      if (outcome === 'callEnded') dispatch({ kind: 'linkChanged', link: 'closed' });
    });
    return () => stop.abort();
  }, [callId, followings, latest, dispatch]);
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
