import { Badge, Button, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { MegaphoneLoudRegular } from '@fluentui/react-icons/svg/megaphone-loud';
import { useCallback, useState } from 'react';
import { EmptyState } from '../../../shared/EmptyState.tsx';
import type { Answer, Trouble } from '../../api/answer.ts';
import { type CampaignProgress, campaignProgress, campaign as campaignSchema } from '../../api/schemas.ts';
import { useApi } from '../../hooks/api-context.ts';
import { usePolled } from '../../hooks/use-polled.ts';
import { addressOf } from '../../state/place.ts';
import { strings } from '../../strings.ts';
import { AskDialog } from '../AskDialog.tsx';
import { Fact, Facts } from '../call/CallFacts.tsx';
import { Waiting } from '../Listing.tsx';
import { Moment } from '../Since.tsx';
import { TroubleBar } from '../TroubleBar.tsx';
import { ViewHead } from '../ViewHead.tsx';
import { CampaignResults } from './CampaignResults.tsx';
import { campaignColours } from './campaign-colours.ts';
import { Progress } from './Progress.tsx';

const words = strings.campaigns;
const everyMs = 5_000;

/** One campaign: how far it is, what became of each person, and how it is steered. */
export function CampaignPage({ id }: { readonly id: string }) {
  const load: Parameters<typeof usePolled<CampaignProgress>>[0] = useCallback(
    (api, signal) => api.get(`campaigns/${encodeURIComponent(id)}`, campaignProgress, signal),
    [id],
  );
  const { value, trouble, refresh } = usePolled(load, { everyMs, isLast });
  const back = { address: addressOf({ view: 'campaigns' }), words: words.back };
  if (isGone(trouble)) {
    return (
      <>
        <ViewHead title={words.gone} back={back} />
        <div className="card">
          <EmptyState icon={<MegaphoneLoudRegular />} title={words.gone} hint={words.goneHint} />
        </div>
      </>
    );
  }
  return (
    <>
      <ViewHead
        title={value?.name ?? '…'}
        back={back}
        beside={
          value && (
            <Badge appearance="tint" color={campaignColours[value.state]} data-testid="campaign-state">
              {words.states[value.state]}
            </Badge>
          )
        }
      />
      <TroubleBar trouble={trouble} onTryAgain={refresh} />
      {value === undefined ? trouble === undefined && <Waiting /> : <Known campaign={value} onSteered={refresh} />}
    </>
  );
}

const isGone = (trouble: Trouble | undefined): boolean => trouble?.kind === 'refused' && trouble.refusal.status === 404;
const isLast = (answer: Answer<CampaignProgress>): boolean => answer.kind !== 'ok' && isGone(answer);

interface KnownProps {
  readonly campaign: CampaignProgress;
  readonly onSteered: () => void;
}

function Known({ campaign, onSteered }: KnownProps) {
  return (
    <>
      {campaign.pausedBecause !== undefined && campaign.state === 'paused' && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{words.pausedBecause}</MessageBarTitle>
            {campaign.pausedBecause}
          </MessageBarBody>
        </MessageBar>
      )}
      <Steering campaign={campaign} onSteered={onSteered} />
      <div className="call-grid">
        <div className="column">
          <CampaignResults campaign={campaign} />
        </div>
        <div className="column">
          <section className="card" aria-label={strings.columns.progress}>
            <Progress people={campaign.people} isCounted />
            <dl className="counts">
              {(['waiting', 'calling', 'done'] as const).map((state) => (
                <div key={state} className="count">
                  <dt>{words.counts[state]}</dt>
                  <dd>{campaign.people[state]}</dd>
                </div>
              ))}
            </dl>
          </section>
          <Facts title={words.facts}>
            <Fact name={words.line}>{campaign.line}</Fact>
            <Fact name={words.flow}>{campaign.flow ?? words.own}</Fact>
            <Fact name={words.window}>
              <Moment at={campaign.window.notBefore} /> – <Moment at={campaign.window.notAfter} />
            </Fact>
            <Fact name={words.zone}>{campaign.timeZone}</Fact>
            <Fact name={words.pace}>{words.paceOf(campaign.pace.callsPerMinute, campaign.pace.atOnce)}</Fact>
            <Fact name={words.retries}>{words.retriesOf(campaign.retries.attempts, campaign.retries.afterMinutes)}</Fact>
          </Facts>
        </div>
      </div>
    </>
  );
}

/** Pause and resume at once, cancel after being asked: it is for good. */
function Steering({ campaign, onSteered }: KnownProps) {
  const api = useApi();
  const [isAsked, setAsked] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  if (campaign.state !== 'running' && campaign.state !== 'paused') return null;
  const steer = async (to: 'pause' | 'resume' | 'cancel') => {
    const answer = api.noticed(await api.post(`campaigns/${encodeURIComponent(campaign.id)}/${to}`, {}, campaignSchema));
    setTrouble(answer.kind === 'ok' ? undefined : answer);
    onSteered();
    return answer;
  };
  return (
    <>
      <div className="actions">
        {campaign.state === 'running' ? (
          <Button onClick={() => void steer('pause')}>{words.pause}</Button>
        ) : (
          <Button appearance="primary" onClick={() => void steer('resume')}>
            {words.resume}
          </Button>
        )}
        <Button onClick={() => setAsked(true)}>{words.cancel}</Button>
      </div>
      <TroubleBar trouble={trouble} />
      {isAsked && (
        <AskDialog
          isGrave
          title={words.cancelTitle}
          hint={words.cancelHint}
          submit={words.cancel}
          keep={words.keep}
          onClose={() => setAsked(false)}
          onSubmit={() => steer('cancel')}
        />
      )}
    </>
  );
}
