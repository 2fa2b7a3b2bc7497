import { Badge, Button } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { MegaphoneLoudRegular } from '@fluentui/react-icons/svg/megaphone-loud';
import { type ListedCampaign, loadCampaigns } from '../../api/load-campaigns.ts';
import { usePolled } from '../../hooks/use-polled.ts';
import { addressOf } from '../../state/place.ts';
import { strings } from '../../strings.ts';
import { Cell, Listing, MainCell } from '../Listing.tsx';
import { Moment } from '../Since.tsx';
import { TroubleBar } from '../TroubleBar.tsx';
import { ViewHead } from '../ViewHead.tsx';
import { campaignColours } from './campaign-colours.ts';
import { Progress } from './Progress.tsx';

const words = strings.campaigns;
const everyMs = 10_000;

export function CampaignsView() {
  const { value, trouble, refresh } = usePolled(loadCampaigns, { everyMs });
  return (
    <>
      <ViewHead title={strings.views.campaigns} hint={words.hint}>
        <Button appearance="subtle" icon={<ArrowClockwiseRegular />} onClick={refresh} title={strings.justNow}>
          {strings.refresh}
        </Button>
      </ViewHead>
      <TroubleBar trouble={trouble} onTryAgain={refresh} />
      {(value !== undefined || trouble === undefined) && (
        <Listing
          label={strings.views.campaigns}
          testId="campaigns"
          columns={[
            { words: strings.columns.campaign },
            { words: strings.columns.state },
            { words: strings.columns.progress },
            { words: strings.columns.until, wide: true, end: true },
          ]}
          rows={value?.map((one) => <CampaignRow key={one.id} campaign={one} />)}
          empty={{ icon: <MegaphoneLoudRegular />, title: words.empty, hint: words.emptyHint }}
        />
      )}
    </>
  );
}

function CampaignRow({ campaign }: { readonly campaign: ListedCampaign }) {
  return (
    <tr>
      <MainCell
        address={addressOf({ view: 'campaign', id: campaign.id })}
        title={campaign.name}
        detail={[campaign.line, campaign.flow].filter(Boolean).join(' · ')}
      />
      <Cell>
        <Badge appearance="tint" color={campaignColours[campaign.state]}>
          {words.states[campaign.state]}
        </Badge>
      </Cell>
      <Cell>{campaign.people !== undefined && <Progress people={campaign.people} />}</Cell>
      <Cell wide end>
        <Moment at={campaign.window.notAfter} />
      </Cell>
    </tr>
  );
}
