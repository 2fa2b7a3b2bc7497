import { Button, Field } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { Trouble } from '../../api/answer.ts';
import { outboundCall } from '../../api/schemas.ts';
import { useApi } from '../../hooks/api-context.ts';
import { useNames } from '../../hooks/names-context.ts';
import type { AskedCall } from '../../state/asked-calls.ts';
import { destinationOf, nobodyYet } from '../../state/destination.ts';
import { strings } from '../../strings.ts';
import { DestinationField } from '../DestinationField.tsx';
import { NameInput } from '../NameInput.tsx';
import { TroubleBar } from '../TroubleBar.tsx';

const words = strings.outbound;
const isName = (text: string): boolean => /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(text);

/** The form. What is typed stays after a refusal, and goes once the call is asked for. */
export function AskForCall({ onAsked }: { readonly onAsked: (asked: AskedCall) => void }) {
  const api = useApi();
  const { lines, flows } = useNames();
  const [to, setTo] = useState(nobodyYet);
  const [line, setLine] = useState('');
  const [flow, setFlow] = useState('');
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const [said, setSaid] = useState('');
  const key = useRef(crypto.randomUUID()); // One for all tries of one wish: it rings once.
  const [lineName, flowName] = [line.trim(), flow.trim()];
  const isLineFine = lineName === '' || isName(lineName);
  const isFlowFine = flowName === '' || isName(flowName);

  const submit = async () => {
    setTried(true);
    setSaid('');
    const body = destinationOf(to);
    if (isBusy || body === undefined || !isLineFine || !isFlowFine) return;
    setBusy(true);
    setTrouble(undefined);
    const wish = { to: body, ...(lineName === '' ? {} : { line: lineName }), ...(flowName === '' ? {} : { flow: flowName }) };
    const answer = api.noticed(await api.post('outbound-calls', wish, outboundCall, key.current));
    setBusy(false);
    if (answer.kind !== 'unreachable') key.current = crypto.randomUUID();
    if (answer.kind !== 'ok') return setTrouble(answer);
    onAsked({ id: answer.value.id, to: body.contact ?? words.someone[to.kind] ?? to.kind });
    setSaid(words.taken);
    setTried(false);
    setTo({ ...to, text: '' });
  };

  return (
    <section className="card" aria-labelledby="ask-title">
      <h2 id="ask-title" className="card-title">
        {words.form}
      </h2>
      <form
        className="form ask-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <DestinationField label={words.whom} value={to} onChange={setTo} isAsked={isTried} />
        <Field
          label={words.line}
          hint={words.lineHint}
          {...(isTried && !isLineFine ? { validationMessage: words.wrongLine } : {})}
        >
          <NameInput names={lines} value={line} onChange={(_, { value }) => setLine(value)} />
        </Field>
        <Field
          label={words.flow}
          hint={words.flowHint}
          {...(isTried && !isFlowFine ? { validationMessage: words.wrongFlow } : {})}
        >
          <NameInput names={flows} value={flow} onChange={(_, { value }) => setFlow(value)} />
        </Field>
        <TroubleBar trouble={trouble} />
        <div className="inline">
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
            {words.submit}
          </Button>
          <span className="hint" role="status">
            {said}
          </span>
        </div>
      </form>
    </section>
  );
}
