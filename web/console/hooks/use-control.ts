import { useCallback } from 'react';
import type { Answer } from '../api/answer.ts';
import { type Wish, wish } from '../api/schemas.ts';
import { strings } from '../strings.ts';
import { wordsOfWish } from '../words.ts';
import { useApi } from './api-context.ts';

/** Asks something of a call. `path`: what stands below the call's address. Undefined `body`: it is taken off (DELETE). */
export type Control = (path: string, body: object | undefined, key: string) => Promise<Answer<Wish>>;

/** What has become of something that was asked, in words. `open`: the wish whose end is still to come. */
export interface Said {
  readonly text: string;
  readonly open?: string;
}

/** `onSaid` hears of what was taken; what was refused, the answer tells. */
export function useControl(callId: string, onSaid: (said: Said) => void): Control {
  const api = useApi();
  return useCallback(
    async (path, body, key) => {
      const address = `live-calls/${encodeURIComponent(callId)}/${path}`;
      const answer = api.noticed(
        body === undefined ? await api.remove(address, wish, key) : await api.post(address, body, wish, key),
      );
      if (answer.kind === 'ok') {
        const { asked, done } = strings.actions;
        const { id, type, status } = answer.value;
        const what = wordsOfWish(type);
        onSaid(status === 'asked' ? { text: asked(what), open: id } : { text: done(what) });
      }
      return answer;
    },
    [api, callId, onSaid],
  );
}
