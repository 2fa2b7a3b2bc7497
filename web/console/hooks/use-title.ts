import { type RefObject, useEffect, useRef } from 'react';
import { strings } from '../strings.ts';

let isFirst = true;

/**
 * Names the page after a view, and leads the keyboard to its heading when somebody has come from another one: a screen
 * reader then says where they are. Not at the first view, where the browser's own beginning is right.
 */
export function useTitle(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isFirst) heading.current?.focus();
    isFirst = false;
  }, []);
  useEffect(() => {
    document.title = strings.pageTitle(title);
  }, [title]);
  return heading;
}
