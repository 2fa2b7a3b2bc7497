import type { ReactNode } from 'react';
import { useTitle } from '../hooks/use-title.ts';

export interface ViewHeadProps {
  readonly title: string;
  readonly hint?: string;
  /** Of another view: where this one belongs to. */
  readonly back?: { readonly address: string; readonly words: string };
  /** Beside the title: a state, for example. */
  readonly beside?: ReactNode;
  readonly children?: ReactNode;
}

/** What every view begins with. */
export function ViewHead({ title, hint, back, beside, children }: ViewHeadProps) {
  const heading = useTitle(title);
  return (
    <div className="view-head">
      {back !== undefined && (
        <a className="back" href={back.address}>
          ‹ {back.words}
        </a>
      )}
      <div className="view-line">
        <h1 ref={heading} tabIndex={-1} className="view-title">
          {title}
        </h1>
        {beside}
        <div className="view-tools">{children}</div>
      </div>
      {hint !== undefined && <p className="hint">{hint}</p>}
    </div>
  );
}
