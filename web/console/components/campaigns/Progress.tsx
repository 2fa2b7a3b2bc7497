import { ProgressBar } from '@fluentui/react-components';
import type { CampaignProgress } from '../../api/schemas.ts';
import { strings } from '../../strings.ts';

const words = strings.campaigns;

export interface ProgressProps {
  readonly people: CampaignProgress['people'];
  /** True where the numbers stand beside it. */
  readonly isCounted?: boolean;
}

/** How many of a campaign's people are done. */
export function Progress({ people, isCounted = false }: ProgressProps) {
  const all = people.waiting + people.calling + people.done;
  const others = isCounted ? [] : [words.calling(people.calling), words.waiting(people.waiting)];
  return (
    <span className="progress">
      <ProgressBar value={people.done} max={Math.max(1, all)} thickness="large" aria-label={strings.columns.progress} />
      <span className="detail">{[words.ofAll(people.done, all), ...others].join(', ')}</span>
    </span>
  );
}
