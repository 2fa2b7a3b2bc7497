import { Button, Dropdown, Field, Option } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { HistoryRegular } from '@fluentui/react-icons/svg/history';
import { useState } from 'react';
import { mostEnded } from '../api/load-call.ts';
import { type EndedCall, endedCalls } from '../api/schemas.ts';
import { usePolled } from '../hooks/use-polled.ts';
import { choicesOf, type EndedFilter, filterEnded } from '../state/ended-filter.ts';
import { addressOf } from '../state/place.ts';
import { strings } from '../strings.ts';
import { wordsOfStep } from '../words.ts';
import { Cell, Listing, MainCell } from './Listing.tsx';
import { Moment, Took } from './Since.tsx';
import { TroubleBar } from './TroubleBar.tsx';
import { ViewHead } from './ViewHead.tsx';

const words = strings.ended;
const everyMs = 20_000;
const load: Parameters<typeof usePolled<{ readonly calls: readonly EndedCall[] }>>[0] = (api, signal) =>
  api.get(`ended-calls?limit=${mostEnded}`, endedCalls, signal);

/** The calls that ended last, and why. */
export function EndedView() {
  const { value, trouble, refresh } = usePolled(load, { everyMs });
  const [filter, setFilter] = useState<EndedFilter>({});
  const calls = value?.calls;
  const shown = calls && filterEnded(calls, filter);
  const isNarrowed = filter.line !== undefined || filter.outcome !== undefined;
  return (
    <>
      <ViewHead title={strings.views.ended} hint={words.hint}>
        <Button appearance="subtle" icon={<ArrowClockwiseRegular />} onClick={refresh} title={strings.justNow}>
          {strings.refresh}
        </Button>
      </ViewHead>
      <TroubleBar trouble={trouble} onTryAgain={refresh} />
      {calls !== undefined && calls.length > 0 && (
        <div className="filter-bar">
          {(['line', 'outcome'] as const).map((of) => (
            <Narrow key={of} of={of} calls={calls} filter={filter} onFilter={setFilter} />
          ))}
          {isNarrowed && (
            <Button appearance="subtle" onClick={() => setFilter({})}>
              {words.clear}
            </Button>
          )}
        </div>
      )}
      {(calls !== undefined || trouble === undefined) && (
        <Listing
          label={strings.views.ended}
          testId="ended-calls"
          columns={[
            { words: strings.columns.line },
            { words: strings.columns.why },
            { words: strings.columns.path, wide: true },
            { words: strings.columns.took, wide: true, end: true },
            { words: strings.columns.ended, end: true },
          ]}
          rows={shown?.map((call) => <EndedRow key={call.callId} call={call} />)}
          empty={
            isNarrowed
              ? { icon: <HistoryRegular />, title: words.none, hint: '' }
              : { icon: <HistoryRegular />, title: words.empty, hint: words.emptyHint }
          }
        />
      )}
    </>
  );
}

interface NarrowProps {
  readonly of: 'line' | 'outcome';
  readonly calls: readonly EndedCall[];
  readonly filter: EndedFilter;
  readonly onFilter: (filter: EndedFilter) => void;
}

function Narrow({ of, calls, filter, onFilter }: NarrowProps) {
  const chosen = filter[of];
  return (
    <Field label={words[of]}>
      <Dropdown
        className="narrow"
        value={chosen ?? strings.all}
        selectedOptions={[chosen ?? '']}
        onOptionSelect={(_, { optionValue }) => onFilter({ ...filter, [of]: optionValue === '' ? undefined : optionValue })}
      >
        <Option value="" text={strings.all}>
          {strings.all}
        </Option>
        {choicesOf(calls, of).map(({ value, count }) => (
          <Option key={value} value={value} text={value}>
            {words.choice(value, count)}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}

function EndedRow({ call }: { readonly call: EndedCall }) {
  return (
    <tr>
      <MainCell
        address={addressOf({ view: 'call', callId: call.callId })}
        title={call.line}
        detail={`${call.flow} · ${strings.directions[call.direction].toLowerCase()}`}
      />
      <Cell>
        <span className="outcome">{call.outcome}</span>
        {call.why !== undefined && <span className="detail">{call.why.words}</span>}
      </Cell>
      <Cell wide>
        <span className="steps">{call.path.map(wordsOfStep).join(' › ')}</span>
      </Cell>
      <Cell wide end>
        <Took from={call.startedAt} to={call.endedAt} />
      </Cell>
      <Cell end>
        <Moment at={call.endedAt} />
      </Cell>
    </tr>
  );
}
