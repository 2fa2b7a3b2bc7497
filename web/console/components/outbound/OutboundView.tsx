import { CallOutboundRegular } from '@fluentui/react-icons/svg/call-outbound';
import { useCallback, useState } from 'react';
import { type AskedCall, keepAskedCalls, readAskedCalls, withAskedCall } from '../../state/asked-calls.ts';
import { strings } from '../../strings.ts';
import { Listing } from '../Listing.tsx';
import { ViewHead } from '../ViewHead.tsx';
import { AskForCall } from './AskForCall.tsx';
import { OutboundRow } from './OutboundRow.tsx';

const words = strings.outbound;

/** Calls that are asked for from here. */
export function OutboundView() {
  const [calls, setCalls] = useState<readonly AskedCall[]>(() => readAskedCalls(sessionStorage));
  const onAsked = useCallback((asked: AskedCall) => {
    setCalls((before) => {
      const after = withAskedCall(before, asked);
      keepAskedCalls(sessionStorage, after);
      return after;
    });
  }, []);
  return (
    <>
      <ViewHead title={strings.views.outbound} hint={words.hint} />
      <AskForCall onAsked={onAsked} />
      <section className="section" aria-labelledby="asked-title">
        <h2 id="asked-title" className="section-title">
          {words.list}
        </h2>
        <Listing
          label={words.list}
          testId="outbound-calls"
          columns={[
            { words: strings.columns.to },
            { words: strings.columns.status },
            { words: strings.columns.asked, wide: true, end: true },
            { words: strings.columns.action, end: true },
          ]}
          rows={calls.map((call) => <OutboundRow key={call.id} asked={call} />)}
          empty={{ icon: <CallOutboundRegular />, title: words.empty, hint: words.emptyHint }}
        />
      </section>
    </>
  );
}
