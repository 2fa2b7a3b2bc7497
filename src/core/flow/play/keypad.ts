import { type Keypad, limits } from '../../call/call.ts';
import type { Tone } from '../../call/tone.ts';

/**
 * The caller's keys in the order in which they were pressed, each once (I3).
 *
 * Graph numbers tones from 1 over the call; notifications may repeat, overtake and, at worst, vanish. A tone that
 * overtook another is held until the missing one comes, or until the media operation ends: by then it is lost or so
 * late that waiting would only annoy. A late one is still taken.
 */
export function pressKey(keypad: Keypad, sequence: number, tone: Tone): Keypad | 'duplicate' {
  if (keypad.missing.includes(sequence)) {
    return offer({ ...keypad, missing: keypad.missing.filter((missing) => missing !== sequence) }, tone);
  }
  if (sequence < keypad.next || keypad.held.some((held) => held.sequence === sequence)) return 'duplicate';
  if (sequence === keypad.next) return releaseFollowing(offer({ ...keypad, next: sequence + 1 }, tone));
  if (keypad.held.length >= limits.heldTones) return pressKeyAnyway(releaseHeld(keypad), sequence, tone);
  return { ...keypad, held: [...keypad.held, { sequence, tone }].sort((a, b) => a.sequence - b.sequence) };
}

/** Gives up on the tones that were overtaken: the held ones now count. */
export function releaseHeld(keypad: Keypad): Keypad {
  let released: Keypad = { ...keypad, held: [] };
  for (const { sequence, tone } of keypad.held) {
    const skipped: number[] = [];
    for (let missing = released.next; missing < sequence && skipped.length < limits.missingTones; missing += 1)
      skipped.push(missing);
    const missing = [...released.missing, ...skipped].slice(-limits.missingTones);
    released = offer({ ...released, next: sequence + 1, missing }, tone);
  }
  return released;
}

export function consumeKeys(keypad: Keypad, count: number): Keypad {
  return { ...keypad, waiting: keypad.waiting.slice(count) };
}

export function flushKeys(keypad: Keypad): Keypad {
  const { swallow: _, ...kept } = keypad;
  return { ...kept, waiting: [] };
}

/** The next key, if it is this one, is only the end of the input before it. It may be waiting already. */
export function swallowNext(keypad: Keypad, tone: Tone): Keypad {
  if (keypad.waiting.length > 0) return keypad.waiting[0] === tone ? consumeKeys(keypad, 1) : keypad;
  return { ...keypad, swallow: tone };
}

function releaseFollowing(keypad: Keypad): Keypad {
  let released = keypad;
  for (
    let [first, ...rest] = released.held;
    first !== undefined && first.sequence <= released.next;
    [first, ...rest] = released.held
  ) {
    released = offer({ ...released, held: rest, next: first.sequence + 1 }, first.tone);
  }
  return released;
}

function pressKeyAnyway(keypad: Keypad, sequence: number, tone: Tone): Keypad {
  const pressed = pressKey(keypad, sequence, tone);
  return pressed === 'duplicate' ? keypad : pressed;
}

function offer(keypad: Keypad, tone: Tone): Keypad {
  const { swallow, ...kept } = keypad;
  if (swallow === tone) return kept;
  if (kept.waiting.length >= limits.waitingTones) return kept;
  return { ...kept, waiting: [...kept.waiting, tone] };
}
