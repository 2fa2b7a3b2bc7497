import { Badge } from '@fluentui/react-components';
import { CallDismissRegular } from '@fluentui/react-icons/svg/call-dismiss';
import { useCallback, useRef, useState } from 'react';
import { EmptyState } from '../../../shared/EmptyState.tsx';
import { loadCall, type SeenCall } from '../../api/load-call.ts';
import type { EndedCall, LiveCall, Wish } from '../../api/schemas.ts';
import type { Said } from '../../hooks/use-control.ts';
import { useLastWishes } from '../../hooks/use-last-wishes.ts';
import { type PolledOptions, usePolled } from '../../hooks/use-polled.ts';
import { addressOf } from '../../state/place.ts';
import { strings } from '../../strings.ts';
import { wordsOfState } from '../../words.ts';
import { Waiting } from '../Listing.tsx';
import { Since, Took } from '../Since.tsx';
import { stateColours } from '../state-colours.ts';
import { TroubleBar } from '../TroubleBar.tsx';
import { ViewHead } from '../ViewHead.tsx';
import { Why } from '../Why.tsx';
import { CallActions } from './CallActions.tsx';
import { EndedFacts, LiveFacts } from './CallFacts.tsx';
import { CallPath } from './CallPath.tsx';
import { PeoplePanel } from './PeoplePanel.tsx';
import { WishList } from './WishList.tsx';

const words = strings.call;
const everyMs = 2_000;
/** How often the record of a call that has just ended is looked for. */
const mostMissed = 30;

/** One call, while it goes on and after its end. */
export function CallPage({ callId }: { readonly callId: string }) {
  const load: Parameters<typeof usePolled<SeenCall>>[0] = useCallback((api, signal) => loadCall(api, callId, signal), [callId]);
  const last = useRef<LiveCall>(undefined);
  const missed = useRef(0);
  const isLast: PolledOptions<SeenCall>['isLast'] = (answer) => {
    if (answer.kind !== 'ok' || answer.value.kind === 'live') return false;
    missed.current += 1;
    return answer.value.kind === 'ended' || last.current === undefined || missed.current >= mostMissed;
  };
  const { value, trouble, refresh } = usePolled(load, { everyMs, isLast });
  if (value?.kind === 'live') last.current = value.call;
  const wishes = useLastWishes(callId, last.current?.wishes ?? [], value !== undefined && value.kind !== 'live');
  return (
    <>
      {value?.kind === 'live' && <LivePart call={value.call} trouble={trouble} refresh={refresh} />}
      {value?.kind === 'ended' && <EndedPart call={value.call} wishes={wishes} />}
      {value?.kind === 'gone' && <GonePart wasLive={last.current !== undefined} wishes={wishes} />}
      {value === undefined && (
        <>
          <ViewHead title={words.title('…')} back={backTo('live')} />
          <TroubleBar trouble={trouble} onTryAgain={refresh} />
          {trouble === undefined && <Waiting />}
        </>
      )}
    </>
  );
}

const backTo = (view: 'live' | 'ended') => ({ address: addressOf({ view }), words: words.back[view] });

interface LivePartProps {
  readonly call: LiveCall;
  readonly trouble: Parameters<typeof TroubleBar>[0]['trouble'];
  readonly refresh: () => void;
}

function LivePart({ call, trouble, refresh }: LivePartProps) {
  const [said, setSaid] = useState<Said>();
  const tell = useCallback(
    (what: Said) => {
      setSaid(what);
      refresh();
    },
    [refresh],
  );
  // How it ended stands with the wish; what has an end is not said to be under way.
  const isOver = said?.open !== undefined && call.wishes.some(({ id, status }) => id === said.open && status !== 'asked');
  return (
    <>
      <ViewHead
        title={words.title(call.line)}
        back={backTo('live')}
        beside={
          <>
            <Badge appearance="tint" color={stateColours(call.state)} data-testid="call-state">
              {wordsOfState(call.state)}
            </Badge>
            <Since at={call.startedAt} />
          </>
        }
      />
      <TroubleBar trouble={trouble} onTryAgain={refresh} />
      <CallActions call={call} onSaid={tell} />
      <p className="said" role="status" data-testid="said">
        {isOver ? '' : said?.text}
      </p>
      <div className="call-grid">
        <div className="column">
          <CallPath path={call.path} now={call.step} />
          <WishList wishes={call.wishes} />
        </div>
        <div className="column">
          <LiveFacts call={call} />
          {call.people !== undefined && <PeoplePanel call={call} onSaid={tell} />}
        </div>
      </div>
    </>
  );
}

function EndedPart({ call, wishes }: { readonly call: EndedCall; readonly wishes: readonly Wish[] }) {
  return (
    <>
      <ViewHead
        title={words.title(call.line)}
        back={backTo('ended')}
        beside={
          <>
            <Badge appearance="tint" color="informative" data-testid="call-state">
              {wordsOfState('terminated')}
            </Badge>
            <Took from={call.startedAt} to={call.endedAt} />
          </>
        }
      />
      <div className="call-grid">
        <div className="column">
          <section className="card" aria-labelledby="why-title">
            <h2 id="why-title" className="card-title">
              {words.why}
            </h2>
            {call.why === undefined ? (
              <>
                <p className="why-words">{call.outcome}</p>
                <p className="hint">{words.whyOwn}</p>
              </>
            ) : (
              <Why why={call.why} code={call.code} />
            )}
          </section>
          <CallPath path={call.path} tags={call.tags ?? []} />
          {wishes.length > 0 && <WishList wishes={wishes} />}
        </div>
        <div className="column">
          <EndedFacts call={call} />
        </div>
      </div>
    </>
  );
}

function GonePart({ wasLive, wishes }: { readonly wasLive: boolean; readonly wishes: readonly Wish[] }) {
  const title = wasLive ? words.justEnded : words.gone;
  return (
    <>
      <ViewHead title={title} back={backTo('ended')} />
      <div className="card" role="status">
        <EmptyState icon={<CallDismissRegular />} title={title} hint={wasLive ? words.justEndedHint : words.goneHint} />
      </div>
      {wishes.length > 0 && <WishList wishes={wishes} />}
    </>
  );
}
