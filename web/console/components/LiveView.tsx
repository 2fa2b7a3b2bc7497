import { Badge, Button } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { CallRegular } from '@fluentui/react-icons/svg/call';
import { type LiveCall, liveCalls } from '../api/schemas.ts';
import { usePolled } from '../hooks/use-polled.ts';
import { addressOf } from '../state/place.ts';
import { strings } from '../strings.ts';
import { wordsOfSide, wordsOfState, wordsOfStep } from '../words.ts';
import { Cell, Listing, MainCell } from './Listing.tsx';
import { Since } from './Since.tsx';
import { stateColours } from './state-colours.ts';
import { TroubleBar } from './TroubleBar.tsx';
import { ViewHead } from './ViewHead.tsx';

const words = strings.live;
const mostCalls = 200;
const everyMs = 5_000;
const load: Parameters<typeof usePolled<{ readonly calls: readonly LiveCall[] }>>[0] = (api, signal) =>
  api.get(`live-calls?limit=${mostCalls}`, liveCalls, signal);

/** The calls that are going on. */
export function LiveView() {
  const { value, trouble, refresh } = usePolled(load, { everyMs });
  const calls = value?.calls;
  return (
    <>
      <ViewHead title={strings.views.live} hint={words.hint}>
        {calls !== undefined && calls.length > 0 && (
          <span className="hint" role="status">
            {words.count(calls.length)}
          </span>
        )}
        <Button appearance="subtle" icon={<ArrowClockwiseRegular />} onClick={refresh} title={strings.justNow}>
          {strings.refresh}
        </Button>
      </ViewHead>
      <TroubleBar trouble={trouble} onTryAgain={refresh} />
      {(calls !== undefined || trouble === undefined) && (
        <Listing
          label={strings.views.live}
          testId="live-calls"
          columns={[
            { words: strings.columns.line },
            { words: strings.columns.step },
            { words: strings.columns.state, wide: true },
            { words: strings.columns.with, wide: true },
            { words: strings.columns.since, end: true },
          ]}
          rows={calls && [...calls].sort(byBeginning).map((call) => <LiveRow key={call.callId} call={call} />)}
          empty={{ icon: <CallRegular />, title: words.empty, hint: words.emptyHint }}
        />
      )}
      {calls?.length === mostCalls && <p className="hint">{words.most(mostCalls)}</p>}
    </>
  );
}

function LiveRow({ call }: { readonly call: LiveCall }) {
  return (
    <tr>
      <MainCell
        address={addressOf({ view: 'call', callId: call.callId })}
        title={call.line}
        detail={`${call.flow} · ${strings.directions[call.direction].toLowerCase()}`}
      />
      <Cell>
        <span className="step">{wordsOfStep(call.step)}</span>
      </Cell>
      <Cell wide>
        <Badge appearance="tint" color={stateColours(call.state)}>
          {wordsOfState(call.state)}
        </Badge>
      </Cell>
      <Cell wide>{wordsOfSide(call.with, call.people)}</Cell>
      <Cell end>
        <Since at={call.startedAt} />
      </Cell>
    </tr>
  );
}

const byBeginning = (a: LiveCall, b: LiveCall): number => Date.parse(b.startedAt) - Date.parse(a.startedAt);
