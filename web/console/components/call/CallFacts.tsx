import type { ReactNode } from 'react';
import type { EndedCall, LiveCall } from '../../api/schemas.ts';
import { strings } from '../../strings.ts';
import { wordsOfSide } from '../../words.ts';
import { Moment, Took } from '../Since.tsx';

const words = strings.call;

export function LiveFacts({ call }: { readonly call: LiveCall }) {
  return (
    <Facts title={words.facts}>
      <Fact name={words.flow}>{call.flow}</Fact>
      <Fact name={words.direction}>{strings.directions[call.direction]}</Fact>
      <Fact name={words.with}>{wordsOfSide(call.with, call.people)}</Fact>
      <Fact name={words.started}>
        <Moment at={call.startedAt} />
      </Fact>
      {call.answeredAt !== undefined && (
        <Fact name={words.answered}>
          <Moment at={call.answeredAt} />
        </Fact>
      )}
      <Ids version={call.version} callId={call.callId} />
    </Facts>
  );
}

export function EndedFacts({ call }: { readonly call: EndedCall }) {
  return (
    <Facts title={words.facts}>
      <Fact name={words.outcome}>{call.outcome}</Fact>
      <Fact name={words.flow}>{call.flow}</Fact>
      <Fact name={words.direction}>{strings.directions[call.direction]}</Fact>
      <Fact name={words.started}>
        <Moment at={call.startedAt} />
      </Fact>
      <Fact name={words.answered}>{call.answeredAt === undefined ? words.neverAnswered : <Moment at={call.answeredAt} />}</Fact>
      <Fact name={words.ended}>
        <Moment at={call.endedAt} />
      </Fact>
      <Fact name={words.took}>
        <Took from={call.startedAt} to={call.endedAt} />
      </Fact>
      {call.outboundCall !== undefined && (
        <Fact name={words.outboundCall}>
          <code className="id">{call.outboundCall}</code>
        </Fact>
      )}
      <Ids version={call.version} callId={call.callId} />
    </Facts>
  );
}

function Ids({ version, callId }: { readonly version: string; readonly callId: string }) {
  return (
    <>
      <Fact name={words.version}>
        <code className="id" title={version}>
          {version.slice(0, 12)}
        </code>
      </Fact>
      <Fact name={words.callId}>
        <code className="id">{callId}</code>
      </Fact>
    </>
  );
}

export function Facts({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="card" aria-label={title}>
      <h2 className="card-title">{title}</h2>
      <dl className="facts">{children}</dl>
    </section>
  );
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
