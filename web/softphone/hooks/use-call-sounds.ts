import { useEffect, useRef, useState } from 'react';
import { type BrowserVoice, createBrowserVoice } from '../sound/browser-voice.ts';
import type { SoundDeck } from '../sound/sound-deck.ts';
import { isPause } from '../state/softphone-reducer.ts';
import type { SoftphoneState, SoundingPrompt } from '../state/softphone-state.ts';
import { strings } from '../strings.ts';

/**
 * Makes the state audible: prompts as WAV, texts by the browser's voice, the beep, the other side of a transfer.
 * @returns whether a text was to be spoken and this browser has no voice for it.
 */
export function useCallSounds(deck: SoundDeck, state: SoftphoneState, muted: boolean): boolean {
  const [voice] = useState(createBrowserVoice);
  const [voiceMissing, setVoiceMissing] = useState(false);
  const mutedNow = useRef(muted);
  mutedNow.current = muted;

  useEffect(() => {
    deck.setMuted(muted);
    if (muted) voice.hush();
  }, [deck, voice, muted]);

  const { sounding, lastPromptCancelled } = state;
  useEffect(() => {
    if (lastPromptCancelled) deck.stopPrompt();
    voice.hush();
    const say = (prompt: SoundingPrompt) => setVoiceMissing(!mutedNow.current && isSilentFor(voice, prompt));
    if (sounding === undefined || isPause(sounding)) return;
    if (sounding.silent) return say(sounding);
    let current = true;
    void deck.playPrompt(sounding.url).then((outcome) => {
      if (outcome === 'failed' && current) say(sounding);
    });
    return () => {
      current = false;
    };
  }, [deck, voice, sounding, lastPromptCancelled]);

  const beepNow = state.recording?.beep === true ? state.recording : undefined;
  useEffect(() => {
    if (beepNow !== undefined) deck.playBeep();
  }, [deck, beepNow]);

  const transfer = state.transcript.findLast((entry) => entry.kind === 'transfer');
  const transferKey = transfer?.key;
  const transferTo = transfer?.kind === 'transfer' ? transfer.to : undefined;
  useEffect(() => {
    if (transferKey !== undefined && transferTo !== undefined && !mutedNow.current) {
      voice.speak(strings.connectedTo(transferTo), 'en-US');
    }
  }, [voice, transferKey, transferTo]);

  return voiceMissing;
}

/** A failed WAV without words leaves nothing to say. */
function isSilentFor(voice: BrowserVoice, prompt: SoundingPrompt): boolean {
  if (prompt.text === undefined) return false;
  return voice.speak(prompt.text, prompt.language) === 'noVoice';
}
