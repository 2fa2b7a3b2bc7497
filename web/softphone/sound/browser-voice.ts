/** Reads texts with the browser's own voices. Some browsers have none; then the captions must do. */
export interface BrowserVoice {
  /** `noVoice`: nothing will be heard. `language` is a tag such as `de-DE`; the nearest voice is taken. */
  readonly speak: (text: string, language: string | undefined) => 'speaking' | 'noVoice';
  readonly hush: () => void;
}

export function createBrowserVoice(): BrowserVoice {
  const synthesis: SpeechSynthesis | undefined = globalThis.speechSynthesis; // Absent in some embedded browsers.
  synthesis?.getVoices(); // The first question makes Chromium load them.
  return {
    speak: (text, language) => {
      const voices = synthesis?.getVoices() ?? [];
      if (synthesis === undefined || voices.length === 0) return 'noVoice';
      if (synthesis.speaking || synthesis.pending) synthesis.cancel();
      const utterance = new SpeechSynthesisUtterance(text);
      const voice = nearestVoice(voices, language);
      if (language !== undefined) utterance.lang = language;
      if (voice !== undefined) utterance.voice = voice;
      synthesis.speak(utterance);
      return 'speaking';
    },
    hush: () => {
      if (synthesis !== undefined && (synthesis.speaking || synthesis.pending)) synthesis.cancel();
    },
  };
}

/** The same language and region, else the same language, else the browser's choice. */
export function nearestVoice<V extends { readonly lang: string }>(
  voices: readonly V[],
  language: string | undefined,
): V | undefined {
  if (language === undefined) return undefined;
  const wanted = language.toLowerCase();
  const tag = (voice: V) => voice.lang.toLowerCase().replace('_', '-'); // Android writes en_US.
  return (
    voices.find((voice) => tag(voice) === wanted) ?? voices.find((voice) => tag(voice).split('-')[0] === wanted.split('-')[0])
  );
}
