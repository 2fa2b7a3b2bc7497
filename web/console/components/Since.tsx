import { formatDuration } from '../../shared/format-time.ts';
import { useNow } from '../../shared/use-now.ts';
import { formatMoment } from '../state/format-moment.ts';

/** How long ago something began, counting. */
export function Since({ at }: { readonly at: string }) {
  const now = useNow(true);
  return (
    <time className="digits" dateTime={at} title={formatMoment(at)}>
      {formatDuration(now - Date.parse(at))}
    </time>
  );
}

export function Moment({ at }: { readonly at: string }) {
  return (
    <time className="digits" dateTime={at}>
      {formatMoment(at)}
    </time>
  );
}

export function Took({ from, to }: { readonly from: string; readonly to: string }) {
  return <span className="digits">{formatDuration(Date.parse(to) - Date.parse(from))}</span>;
}
