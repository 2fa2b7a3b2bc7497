import { Badge, Button, Link } from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import type { Answer } from '../../api/answer.ts';
import { type OutboundCall, outboundCall } from '../../api/schemas.ts';
import { useApi } from '../../hooks/api-context.ts';
import { usePolled } from '../../hooks/use-polled.ts';
import type { AskedCall } from '../../state/asked-calls.ts';
import { addressOf } from '../../state/place.ts';
import { strings } from '../../strings.ts';
import { wordsOfTrouble } from '../../words.ts';
import { AskDialog } from '../AskDialog.tsx';
import { Cell, MainCell } from '../Listing.tsx';
import { Moment } from '../Since.tsx';
import { Why } from '../Why.tsx';

const words = strings.outbound;
const everyMs = 3_000;
const open: readonly OutboundCall['status'][] = ['queued', 'placing', 'placed'];
const colours = {
  queued: 'brand',
  placing: 'brand',
  placed: 'success',
  ended: 'informative',
  failed: 'danger',
  expired: 'warning',
  cancelled: 'informative',
} as const;

/** A call that was asked for, followed to its end. */
export function OutboundRow({ asked }: { readonly asked: AskedCall }) {
  const load: Parameters<typeof usePolled<OutboundCall>>[0] = useCallback(
    (api, signal) => api.get(`outbound-calls/${encodeURIComponent(asked.id)}`, outboundCall, signal),
    [asked.id],
  );
  const { value, trouble, refresh } = usePolled(load, { everyMs, isLast });
  const isForgotten = trouble?.kind === 'refused' && trouble.refusal.status === 404;
  return (
    <tr data-testid="outbound-call">
      <MainCell title={asked.to} detail={value && `${value.line} · ${value.flow}`} />
      <Cell>
        {value !== undefined && <Status call={value} />}
        {trouble !== undefined && <span className="detail">{isForgotten ? words.forgotten : wordsOfTrouble(trouble).title}</span>}
      </Cell>
      <Cell wide end>
        {value !== undefined && <Moment at={value.askedAt} />}
      </Cell>
      <Cell end>{value !== undefined && open.includes(value.status) && <CallOff call={value} onDone={refresh} />}</Cell>
    </tr>
  );
}

function isLast(answer: Answer<OutboundCall>): boolean {
  if (answer.kind === 'ok') return !open.includes(answer.value.status);
  return answer.kind === 'refused' && answer.refusal.status === 404;
}

function Status({ call }: { readonly call: OutboundCall }) {
  return (
    <div className="status">
      <span>
        <Badge appearance="tint" color={colours[call.status]}>
          {words.statuses[call.status]}
        </Badge>{' '}
        {call.outcome !== undefined && <span className="outcome">{call.outcome}</span>}
      </span>
      {call.callId !== undefined && <Link href={addressOf({ view: 'call', callId: call.callId })}>{words.openCall}</Link>}
      {call.why !== undefined && <Why why={call.why} code={call.code} />}
    </div>
  );
}

function CallOff({ call, onDone }: { readonly call: OutboundCall; readonly onDone: () => void }) {
  const api = useApi();
  const [isAsked, setAsked] = useState(false);
  const submit = async () => {
    const address = `outbound-calls/${encodeURIComponent(call.id)}`;
    const answer = api.noticed(await api.remove(address, outboundCall));
    onDone();
    return answer;
  };
  return (
    <>
      <Button size="small" onClick={() => setAsked(true)}>
        {words.off}
      </Button>
      {isAsked && (
        <AskDialog
          isGrave
          title={words.offTitle}
          hint={words.offHint}
          submit={words.offSubmit}
          keep={words.keep}
          onClose={() => setAsked(false)}
          onSubmit={submit}
        />
      )}
    </>
  );
}
