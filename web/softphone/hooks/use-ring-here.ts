import { useCallback, useRef, useState } from 'react';
import type { RingingCall, StoppedCall, TelephoneEvent } from '../../../simulator/softphone-api.ts';

export interface RingHere {
  /** The simulator is heard of. */
  readonly isThere: boolean;
  readonly ringing: readonly RingingCall[];
  /** The newest call that rang here and was not taken here; `at` is on the browser's clock. */
  readonly missed: MissedCall | undefined;
  readonly onTelephone: (event: TelephoneEvent | undefined) => void;
  /** The person has taken it or turned it away at this window: its end is no news. */
  readonly settled: (callId: string) => void;
  readonly forgetMissed: () => void;
}

export interface MissedCall extends StoppedCall {
  readonly at: number;
}

/** What rings at this window, and what has rung in vain. */
export function useRingHere(): RingHere {
  const [ringing, setRinging] = useState<readonly RingingCall[]>([]);
  const [isThere, setThere] = useState(false);
  const [missed, setMissed] = useState<MissedCall>();
  const own = useRef(new Set<string>());
  const onTelephone = useCallback((event: TelephoneEvent | undefined) => {
    setThere(event !== undefined);
    setRinging(event?.ringing ?? []);
    if (event?.stopped !== undefined && !own.current.delete(event.stopped.callId))
      setMissed({ ...event.stopped, at: Date.now() });
  }, []);
  const settled = useCallback((callId: string) => {
    own.current.add(callId);
    setMissed(undefined);
  }, []);
  const forgetMissed = useCallback(() => setMissed(undefined), []);
  return { isThere, ringing, missed, onTelephone, settled, forgetMissed };
}
