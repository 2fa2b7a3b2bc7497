import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Nearer to the end than this, in pixels, counts as being there. */
const nearEnd = 48;

/** Keeps the newest entry in view, unless the person has scrolled away to read, or scrolling is paused. */
export function useScrollToEnd<E extends HTMLElement>(ref: RefObject<E | null>, newest: unknown, paused = false): void {
  const following = useRef(true);
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return;
    const onScroll = () => {
      following.current = box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd;
    };
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => box.removeEventListener('scroll', onScroll);
  }, [ref]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `newest` says when there is something to follow.
  useLayoutEffect(() => {
    const box = ref.current;
    if (box !== null && following.current && !paused) box.scrollTop = box.scrollHeight;
  }, [ref, newest, paused]);
}
