import { Badge } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { ArrowRightRegular } from '@fluentui/react-icons/svg/arrow-right';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { memo, useId, useState } from 'react';
import { inShort } from '../../../src/core/call/explain/explain.ts';
import { formatClock } from '../../shared/format-time.ts';
import { meaningOf } from '../state/meaning.ts';
import type { WireEntry } from '../state/softphone-state.ts';
import { isTrouble } from '../state/wire-filter.ts';
import { strings } from '../strings.ts';
import { WireDetails } from './WireDetails.tsx';

export interface WireRowProps {
  readonly entry: WireEntry;
  readonly clockSkewMs: number;
}

/** One request with its answer; a press opens the bodies. */
export const WireRow = memo(({ entry, clockSkewMs }: WireRowProps) => {
  const { exchange } = entry;
  const [open, setOpen] = useState(false);
  const details = useId();
  const trouble = isTrouble(entry);
  const meaning = meaningOf(exchange);
  return (
    <li className="wire-row" data-trouble={trouble} data-direction={exchange.direction}>
      <button
        type="button"
        className="wire-button"
        aria-expanded={open}
        aria-controls={open ? details : undefined}
        onClick={() => setOpen(!open)}
      >
        <ChevronRightRegular className="wire-chevron" aria-hidden />
        <span className="wire-direction">
          {exchange.direction === 'toGraph' ? <ArrowRightRegular aria-hidden /> : <ArrowLeftRegular aria-hidden />}
          <span className="sr-only">{strings.directions[exchange.direction]}</span>
        </span>
        <span className="wire-title">{exchange.title}</span>
        <span className="wire-numbers">
          {exchange.durationMs !== undefined && <span className="wire-took">{strings.milliseconds(exchange.durationMs)}</span>}
          <Badge appearance="tint" color={trouble ? 'danger' : 'success'} shape="rounded">
            {exchange.status ?? strings.noAnswer}
          </Badge>
        </span>
        <span className="wire-path">
          <time>{formatClock(entry.at + clockSkewMs, 'milliseconds')}</time> {exchange.method} {exchange.path}
        </span>
        {exchange.trouble !== undefined && <span className="wire-trouble">{exchange.trouble}</span>}
        {meaning?.isNotable === true && <span className="wire-meaning">{inShort(meaning.explained)}</span>}
      </button>
      {open && <WireDetails id={details} exchange={exchange} />}
    </li>
  );
});
