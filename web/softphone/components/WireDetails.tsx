import { Button } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { useLayoutEffect, useRef, useState } from 'react';
import type { Exchange } from '../../../simulator/softphone-api.ts';
import { meaningOf } from '../state/meaning.ts';
import { strings } from '../strings.ts';
import { Meaning } from './Meaning.tsx';

/** The bodies of one exchange, pretty-printed, to read and to copy. */
export function WireDetails({ id, exchange }: { readonly id: string; readonly exchange: Exchange }) {
  const [copy, setCopy] = useState<'ready' | 'copied' | 'failed'>('ready');
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // In braces: newer browsers return a promise here, which React would take for a clean-up.
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const meaning = meaningOf(exchange);
  const copyAll = () => {
    const clipboard: Clipboard | undefined = navigator.clipboard; // Absent on a page without a secure origin.
    if (clipboard === undefined) return setCopy('failed');
    clipboard.writeText(JSON.stringify(exchange, undefined, 2)).then(
      () => setCopy('copied'),
      () => setCopy('failed'),
    );
  };
  return (
    <div ref={box} id={id} className="wire-details" data-testid="wire-details">
      <div className="wire-details-head">
        <span className="wire-address">
          {exchange.method} {exchange.path}
        </span>
        <Button size="small" icon={<CopyRegular />} onClick={copyAll}>
          {copyWords[copy]}
        </Button>
      </div>
      {meaning !== undefined && <Meaning explained={meaning.explained} />}
      <Body title={strings.request} body={exchange.request} />
      <Body title={strings.response} body={exchange.response} />
    </div>
  );
}

function Body({ title, body }: { readonly title: string; readonly body: unknown }) {
  return (
    <>
      <h3 className="wire-body-title">{title}</h3>
      {body === undefined ? (
        <p className="wire-nothing">{strings.noBody}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        <pre className="wire-body" tabIndex={0}>
          {typeof body === 'string' ? body : JSON.stringify(body, undefined, 2)}
        </pre>
      )}
    </>
  );
}

const copyWords = { ready: strings.copy, copied: strings.copied, failed: strings.copyFailed } as const;
