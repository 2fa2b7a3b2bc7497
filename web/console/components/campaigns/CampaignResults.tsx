import { Badge, Button } from '@fluentui/react-components';
import { PeopleRegular } from '@fluentui/react-icons/svg/people';
import { useCallback, useState } from 'react';
import { explainReason } from '../../../../src/core/call/explain/explain.ts';
import type { ApiClient } from '../../api/api-client.ts';
import { type CampaignProgress, type CampaignResult, campaignResults } from '../../api/schemas.ts';
import { usePolled } from '../../hooks/use-polled.ts';
import { strings } from '../../strings.ts';
import { Cell, Listing, MainCell } from '../Listing.tsx';
import { Moment } from '../Since.tsx';
import { TroubleBar } from '../TroubleBar.tsx';
import { CodeLink } from '../Why.tsx';

const words = strings.campaigns;
const everyMs = 10_000;
const step = 50;
const mostRows = 1_000;

/** What became of each person. */
export function CampaignResults({ campaign }: { readonly campaign: CampaignProgress }) {
  const [limit, setLimit] = useState(step);
  const load = useCallback(
    (api: ApiClient, signal: AbortSignal) =>
      api.get(`campaigns/${encodeURIComponent(campaign.id)}/results?limit=${limit}`, campaignResults, signal),
    [campaign.id, limit],
  );
  const { value, trouble, refresh } = usePolled(load, { everyMs });
  return (
    <section className="section" aria-labelledby="results-title">
      <h2 id="results-title" className="section-title">
        {words.results}
      </h2>
      <p className="hint">{words.resultsHint}</p>
      <TroubleBar trouble={trouble} onTryAgain={refresh} />
      {(value !== undefined || trouble === undefined) && (
        <Listing
          label={words.results}
          testId="results"
          columns={[
            { words: strings.columns.person },
            { words: strings.columns.outcome },
            { words: strings.columns.attempts, wide: true, end: true },
            { words: strings.columns.last, wide: true, end: true },
          ]}
          rows={value?.results.toSorted(byRow).map((one) => <ResultRow key={one.id} result={one} />)}
          empty={{ icon: <PeopleRegular />, title: words.resultsEmpty, hint: '' }}
        />
      )}
      {value?.next !== undefined && limit < mostRows && (
        <Button onClick={() => setLimit(Math.min(limit * 2, mostRows))}>{words.more}</Button>
      )}
    </section>
  );
}

const byRow = (a: CampaignResult, b: CampaignResult): number => a.row - b.row;

const colours = { waiting: 'informative', calling: 'brand', done: 'success' } as const;

function ResultRow({ result }: { readonly result: CampaignResult }) {
  const last = result.attempts.at(-1);
  return (
    <tr>
      <MainCell
        title={result.reference ?? words.row(result.row)}
        detail={result.reference === undefined ? undefined : words.row(result.row)}
      />
      <Cell>
        <Badge appearance="tint" color={colours[result.state]}>
          {words.people[result.state]}
        </Badge>{' '}
        <span className="outcome">{result.outcome ?? last?.outcome ?? ''}</span>
        {last?.code !== undefined && (
          <span className="detail">
            {explainReason(last.code).explanation.words}. <CodeLink code={last.code} />
          </span>
        )}
      </Cell>
      <Cell wide end>
        {result.attempts.length}
      </Cell>
      <Cell wide end>
        {last !== undefined && <Moment at={last.at} />}
      </Cell>
    </tr>
  );
}
