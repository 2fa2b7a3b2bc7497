import { Badge, Button, ToggleButton, Tooltip } from '@fluentui/react-components';
import { ArrowSwapRegular } from '@fluentui/react-icons/svg/arrow-swap';
import { BroomRegular } from '@fluentui/react-icons/svg/broom';
import { PauseRegular } from '@fluentui/react-icons/svg/pause';
import { memo, useRef, useState } from 'react';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { useScrollToEnd } from '../hooks/use-scroll-to-end.ts';
import type { WireEntry } from '../state/softphone-state.ts';
import { filterWire, isTrouble, type WireFilter, wireFilters } from '../state/wire-filter.ts';
import { strings } from '../strings.ts';
import { WireRow } from './WireRow.tsx';

export interface WirePanelProps {
  readonly wire: readonly WireEntry[];
  readonly clockSkewMs: number;
  /** A call is going on. */
  readonly live: boolean;
  readonly onClear: () => void;
}

/** Every request between the bot and Graph, live. Memoised: the rest of the page changes more often. */
export const WirePanel = memo(({ wire, clockSkewMs, live, onClear }: WirePanelProps) => {
  const [filter, setFilter] = useState<WireFilter>('all');
  const [paused, setPaused] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const shown = filterWire(wire, filter);
  useScrollToEnd(list, shown.at(-1)?.seq, paused);
  const troubles = wire.filter(isTrouble).length;
  return (
    <section className="panel wire" aria-labelledby="wire-title" data-keeps-escape>
      <div className="panel-head">
        <h2 id="wire-title" className="panel-title">
          {strings.wire}
        </h2>
        <span className="panel-hint">{strings.wireHint}</span>
        <Tooltip content={paused ? strings.resumeScroll : strings.pauseScroll} relationship="description">
          <ToggleButton
            size="small"
            appearance="subtle"
            icon={<PauseRegular />}
            checked={paused}
            aria-label={strings.pauseScroll}
            onClick={() => setPaused(!paused)}
          />
        </Tooltip>
        <Tooltip content={strings.clear} relationship="label">
          <Button size="small" appearance="subtle" icon={<BroomRegular />} onClick={onClear} />
        </Tooltip>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame that cannot be laid out. */}
      <div className="filters" role="group" aria-label={strings.wireFilter}>
        {wireFilters.map((choice) => (
          <ToggleButton
            key={choice}
            size="small"
            shape="circular"
            checked={filter === choice}
            onClick={() => setFilter(choice)}
            data-testid={`wire-filter-${choice}`}
          >
            {strings.filters[choice]}
            {choice === 'trouble' && troubles > 0 && (
              <Badge size="small" color="danger" className="filter-count">
                {troubles}
              </Badge>
            )}
          </ToggleButton>
        ))}
      </div>
      {shown.length === 0 ? (
        wire.length === 0 ? (
          <EmptyState
            icon={<ArrowSwapRegular />}
            title={strings.wireEmpty}
            hint={live ? strings.wireEmptyInCall : strings.wireEmptyHint}
          />
        ) : (
          <p className="wire-none">{strings.wireNoMatch}</p>
        )
      ) : (
        <ol ref={list} className="wire-list" data-testid="wire-list">
          {shown.map((entry) => (
            <WireRow key={entry.seq} entry={entry} clockSkewMs={clockSkewMs} />
          ))}
        </ol>
      )}
    </section>
  );
});
