import { useEffect, useRef } from 'react';
import type { Keypad } from '../../../simulator/softphone-api.ts';
import { keyOfCharacter } from '../sound/dtmf.ts';

export interface TelephoneKeys {
  /** There is something that Escape ends. */
  readonly live: boolean;
  /** There is something that Enter begins. */
  readonly enterWorks: boolean;
  readonly onKey: (key: Keypad) => void;
  readonly onEnter: () => void;
  readonly onEscape: () => void;
}

/**
 * The computer's keyboard as a telephone: digits anywhere, Enter dials or accepts, Escape hangs up or declines.
 * Whatever has its own use for a key keeps it: fields, lists and menus all of them, buttons Enter, the wire Escape.
 */
export function useTelephoneKeys(keys: TelephoneKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (target.closest(ownsAllKeys) !== null) return;
      const { live, enterWorks, onKey, onEnter, onEscape } = latest.current;
      const key = keyOfCharacter(event.key);
      if (key !== undefined) onKey(key);
      else if (event.key === 'Enter' && enterWorks && target.closest(ownsEnter) === null) onEnter();
      else if (event.key === 'Escape' && live && target.closest(ownsEscape) === null) onEscape();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

const ownsAllKeys =
  'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="listbox"], [role="menu"], [role="dialog"]';
const ownsEnter = 'button, a[href], summary, audio, [role="button"]';
const ownsEscape = '[data-keeps-escape]';
