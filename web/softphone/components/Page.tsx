import { useCallback, useState } from 'react';
import type { Address, Keypad, People, RingingCall } from '../../../simulator/softphone-api.ts';
import { useCallSounds } from '../hooks/use-call-sounds.ts';
import { useMutedAtFirst } from '../hooks/use-muted-at-first.ts';
import { usePeople } from '../hooks/use-people.ts';
import type { Preferences } from '../hooks/use-preferences.ts';
import { useRinging } from '../hooks/use-ringing.ts';
import { useSoftphone } from '../hooks/use-softphone.ts';
import { useTelephoneKeys } from '../hooks/use-telephone-keys.ts';
import { useWindowPerson } from '../hooks/use-window-person.ts';
import { fromBase64 } from '../sound/pcm.ts';
import { createSoundDeck } from '../sound/sound-deck.ts';
import { callerOf, pickChoice } from '../state/caller-choice.ts';
import { isLive } from '../state/softphone-state.ts';
import { addressOf } from '../state/window-person.ts';
import { strings } from '../strings.ts';
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
  const people = usePeople();
  const known = people.state.kind === 'known' ? people.state.people : nobody;
  const remember = useCallback((caller: string) => changePreferences({ caller }), [changePreferences]);
  const me = useWindowPerson(known.callers, preferences.caller, remember);
  const line = pickChoice(
    preferences.line,
    known.lines.map((option) => option.id),
  );

  const [deck] = useState(createSoundDeck);
  const onVoice = useCallback((pcm: string) => deck.playVoice(fromBase64(pcm)), [deck]);
  const softphone = useSoftphone({ telephone: me.person && addressOf(me.person), onVoice });
  const { state, ringing } = softphone;
  const voiceMissing = useCallSounds(deck, state, preferences.muted);
  useRinging(deck, ringing, me.person?.displayName ?? strings.withheld);
  useMutedAtFirst(state, softphone.setMuted);
  const [lastKey, setLastKey] = useState<LastKey>();

  const dial = useCallback(() => {
    deck.wake(); // Within the person's own press, or browsers keep the sound off.
    if (line !== undefined) softphone.dial({ from: callerOf(me.choice, known.callers), to: line });
  }, [deck, softphone.dial, me.choice, known.callers, line]);

  const accept = useCallback(
    (call: RingingCall) => {
      deck.wake();
      softphone.accept(call);
    },
    [deck, softphone.accept],
  );

  const meet = useCallback(
    (from: Address) => {
      deck.wake();
      softphone.meet(from);
    },
    [deck, softphone.meet],
  );

  const haveCalled = useCallback(
    (to: Address, by: string) => {
      deck.wake(); // What comes of it is to be heard ringing.
      softphone.haveCalled(to, by);
    },
    [deck, softphone.haveCalled],
  );

  const press = useCallback(
    (key: Keypad) => {
      deck.playKey(key);
      const sent = softphone.press(key);
      setLastKey((before) => ({ key, count: (before?.count ?? 0) + 1, sent }));
    },
    [deck, softphone.press],
  );

  const live = isLive(state.phase);
  const [first] = live ? [] : ringing; // In a call Enter and Escape belong to that call.
  useTelephoneKeys({
    live: live || first !== undefined,
    onKey: press,
    onEnter: first === undefined ? dial : () => accept(first),
    onEscape: first === undefined ? softphone.hangUp : () => softphone.decline(first),
    enterWorks: !live,
  });

  return (
    <div className="page">
      <Header preferences={preferences} changePreferences={changePreferences} />
      <main className="panels">
        <PhonePanel
          softphone={softphone}
          people={people}
          me={me}
          line={line}
          preferences={preferences}
          changePreferences={changePreferences}
          voiceMissing={voiceMissing}
          lastKey={lastKey}
          onDial={dial}
          onMeet={meet}
          onHaveCalled={haveCalled}
          onAccept={accept}
          onPress={press}
        />
        <Conversation state={state} />
        <WirePanel wire={state.wire} clockSkewMs={state.clockSkewMs} live={live} onClear={softphone.clearWire} />
      </main>
    </div>
  );
}

const nobody: People = { callers: [], lines: [] };
