import { ProgressBar } from '@fluentui/react-components';
import type { CampaignProgress } from '../../api/schemas.ts';
import { strings } from '../../strings.ts';

const words = strings.campaigns;

/** How many of a campaign's people are done. */
export function Progress({ people }: { readonly people: CampaignProgress['people'] }) {
  const all = people.waiting + people.calling + people.done;
  return (
    <span className="progress">
      <ProgressBar value={people.done} max={Math.max(1, all)} thickness="large" aria-label={strings.columns.progress} />
      <span className="detail">{words.ofAll(people.done, all)}</span>
    </span>
  );
}
