import { Button, Text } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Keypad as Key } from '../../../simulator/softphone-api.ts';
import { keypadKeys, keypadLetters } from '../sound/dtmf.ts';
import { strings } from '../strings.ts';

/** The key pressed last, by whatever means; `count` tells two presses of the same key apart. */
export interface LastKey {
  readonly key: Key;
  readonly count: number;
  /** There was a call to send it into. */
  readonly sent: boolean;
}

export interface KeypadProps {
  readonly live: boolean;
  readonly lastKey: LastKey | undefined;
  readonly onPress: (key: Key) => void;
}

/** The twelve keys. Without a call they sound and say that they need one. */
export function Keypad({ live, lastKey, onPress }: KeypadProps) {
  const lit = useLitKey(lastKey);
  return (
    <section className="keypad-area" aria-label={strings.keypad}>
      <div className="keypad">
        {keypadKeys.map((key) => (
          <Button
            key={key}
            className="key"
            shape="circular"
            data-testid={`key-${key}`}
            data-lit={lit === key}
            onClick={() => onPress(key)}
          >
            <span className="key-face">
              <span className="key-digit">{key}</span> <span className="key-letters">{keypadLetters[key]}</span>
              {(key === '*' || key === '#') && <span className="sr-only">{strings.keyNames[key]}</span>}
            </span>
          </Button>
        ))}
      </div>
      <Text size={200} className="keypad-hint" role="status">
        {!live && lastKey?.sent === false ? strings.keyNeedsCall : ''}
      </Text>
    </section>
  );
}

/** Shows presses that come from the keyboard, too. */
function useLitKey(lastKey: KeypadProps['lastKey']): Key | undefined {
  const [lit, setLit] = useState<Key>();
  useEffect(() => {
    if (lastKey === undefined) return;
    setLit(lastKey.key);
    const timer = setTimeout(() => setLit(undefined), 180);
    return () => clearTimeout(timer);
  }, [lastKey]);
  return lit;
}
