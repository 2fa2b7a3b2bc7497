import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Nearer to the end than this, in pixels, counts as being there. */
const nearEnd = 48;

/** Keeps the newest entry in view, unless the person has scrolled up to read, or scrolling is paused. */
export function useScrollToEnd<E extends HTMLElement>(ref: RefObject<E | null>, newest: unknown, paused = false): void {
  const following = useRef(true);
  const pausedNow = useRef(paused);
  pausedNow.current = paused;
  const present = newest !== undefined; // An empty list may have no box yet.

  // biome-ignore lint/correctness/useExhaustiveDependencies: `present` says when there is a box to watch.
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return;
    let before = box.scrollTop;
    const onScroll = () => {
      const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd;
      // Only a move upwards is the person's wish; the rest is new entries and a changing window.
      if (atEnd) following.current = true;
      else if (box.scrollTop < before) following.current = false;
      before = box.scrollTop;
    };
    const resized = new ResizeObserver(() => {
      if (following.current && !pausedNow.current) box.scrollTop = box.scrollHeight;
    });
    box.addEventListener('scroll', onScroll, { passive: true });
    resized.observe(box);
    return () => {
      box.removeEventListener('scroll', onScroll);
      resized.disconnect();
    };
  }, [ref, present]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `newest` says when there is something to follow.
  useLayoutEffect(() => {
    const box = ref.current;
    if (box !== null && following.current && !paused) box.scrollTop = box.scrollHeight;
  }, [ref, newest, paused]);
}
