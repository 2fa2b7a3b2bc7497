import { Badge, Link } from '@fluentui/react-components';
import type { Wish } from '../../api/schemas.ts';
import { addressOf } from '../../state/place.ts';
import { strings } from '../../strings.ts';
import { unclearHint, wishStatuses, wordsOfWish } from '../../words.ts';
import { Moment } from '../Since.tsx';
import { Why } from '../Why.tsx';

const words = strings.call;

/** What was asked of a call, the latest first, and how each ended. */
export function WishList({ wishes }: { readonly wishes: readonly Wish[] }) {
  return (
    <section className="card" aria-labelledby="wishes-title">
      <h2 id="wishes-title" className="card-title">
        {words.wishes}
      </h2>
      {wishes.length === 0 && <p className="hint">{words.wishesEmpty}</p>}
      <ul className="wishes" data-testid="wishes" aria-live="polite">
        {wishes.toReversed().map((wish) => (
          <WishEntry key={wish.id} wish={wish} />
        ))}
      </ul>
    </section>
  );
}

const colours = { asked: 'brand', done: 'success', failed: 'danger', unclear: 'warning' } as const;

function WishEntry({ wish }: { readonly wish: Wish }) {
  return (
    <li className="wish">
      <div className="wish-head">
        <span className="main-title">{wordsOfWish(wish.type)}</span>
        <Badge appearance="tint" color={colours[wish.status]}>
          {wishStatuses[wish.status]}
        </Badge>
        {wish.askedAt !== undefined && (
          <span className="detail-inline">
            <Moment at={wish.askedAt} />
          </span>
        )}
      </div>
      {wish.why !== undefined && <Why why={wish.why} code={wish.code} />}
      {wish.place !== undefined && <p className="hint">{words.place(wish.place)}</p>}
      {wish.status === 'unclear' && <p className="hint">{unclearHint}</p>}
      {wish.recordingId !== undefined && <p className="hint">{words.recording(wish.recordingId)}</p>}
      {wish.movedTo !== undefined && <Link href={addressOf({ view: 'call', callId: wish.movedTo })}>{words.movedTo}</Link>}
    </li>
  );
}
