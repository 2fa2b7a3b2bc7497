import { useCallback, useState } from 'react';
import type { Keypad } from '../../../simulator/softphone-api.ts';
import { useCallSounds } from '../hooks/use-call-sounds.ts';
import { usePeople } from '../hooks/use-people.ts';
import type { Preferences } from '../hooks/use-preferences.ts';
import { useSoftphone } from '../hooks/use-softphone.ts';
import { useTelephoneKeys } from '../hooks/use-telephone-keys.ts';
import { callerOf, choiceOf, pickChoice, withheldChoice } from '../state/caller-choice.ts';
import { isLive } from '../state/softphone-state.ts';
import { Conversation } from './Conversation.tsx';
import { Header } from './Header.tsx';
import type { LastKey } from './Keypad.tsx';
import { PhonePanel } from './PhonePanel.tsx';
import { WirePanel } from './WirePanel.tsx';

export interface PageProps {
  readonly preferences: Preferences;
  readonly changePreferences: (change: Partial<Preferences>) => void;
}

/** The whole page: the telephone, what is said, and what goes over the wire. */
export function Page({ preferences, changePreferences }: PageProps) {
  const softphone = useSoftphone();
  const { state } = softphone;
  const people = usePeople();
  const sounds = useCallSounds(state, preferences.muted);
  const [lastKey, setLastKey] = useState<LastKey>();

  const known = people.state.kind === 'known' ? people.state.people : { callers: [], lines: [] };
  const caller = pickChoice(preferences.caller, [...known.callers.map(choiceOf), withheldChoice]) ?? withheldChoice;
  const line = pickChoice(
    preferences.line,
    known.lines.map((option) => option.id),
  );

  const dial = useCallback(() => {
    sounds.deck.wake(); // Within the person's own press, or browsers keep the sound off.
    if (line !== undefined) softphone.dial({ from: callerOf(caller, known.callers), to: line });
  }, [sounds.deck, softphone.dial, caller, known.callers, line]);

  const press = useCallback(
    (key: Keypad) => {
      sounds.deck.playKey(key);
      const sent = softphone.press(key);
      setLastKey((before) => ({ key, count: (before?.count ?? 0) + 1, sent }));
    },
    [sounds.deck, softphone.press],
  );

  useTelephoneKeys({ live: isLive(state.phase), onKey: press, onDial: dial, onHangUp: softphone.hangUp });

  return (
    <div className="page">
      <Header preferences={preferences} changePreferences={changePreferences} />
      <main className="panels">
        <PhonePanel
          softphone={softphone}
          people={people}
          choice={{ caller, line }}
          preferences={preferences}
          changePreferences={changePreferences}
          voiceMissing={sounds.voiceMissing}
          lastKey={lastKey}
          onDial={dial}
          onPress={press}
        />
        <Conversation state={state} />
        <WirePanel wire={state.wire} clockSkewMs={state.clockSkewMs} onClear={softphone.clearWire} />
      </main>
    </div>
  );
}
