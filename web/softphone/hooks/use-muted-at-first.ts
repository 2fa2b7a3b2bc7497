import { useEffect, useRef } from 'react';
import { peopleOf } from '../state/people-in-call.ts';
import type { SoftphoneState } from '../state/softphone-state.ts';

/**
 * Whoever is connected with other people is muted until they say otherwise: the windows of one computer share its
 * microphone and its loudspeaker, and would howl.
 */
export function useMutedAtFirst(state: SoftphoneState, setMuted: (muted: boolean) => void): void {
  const done = useRef<string>(undefined);
  const isWithPeople = state.phase === 'connected' && peopleOf(state).length > 0;
  const { callId } = state;
  useEffect(() => {
    if (!isWithPeople || callId === undefined || done.current === callId) return;
    done.current = callId;
    setMuted(true);
  }, [isWithPeople, callId, setMuted]);
}
