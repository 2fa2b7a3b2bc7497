import { Link } from '@fluentui/react-components';
import type { Why as Explained } from '../api/schemas.ts';
import { addressOf } from '../state/place.ts';
import { strings } from '../strings.ts';

/** A code in plain words: what happened, why it usually does, what to do. */
export function Why({ why, code }: { readonly why: Explained; readonly code?: string | undefined }) {
  return (
    <div className="why" data-testid="why">
      <p className="why-words">{why.words}.</p>
      <dl className="why-more">
        <dt>{strings.why.cause}</dt>
        <dd>{why.cause}</dd>
        <dt>{strings.why.fix}</dt>
        <dd>{why.fix}</dd>
      </dl>
      {code !== undefined && <CodeLink code={code} />}
    </div>
  );
}

export function CodeLink({ code }: { readonly code: string }) {
  return (
    <Link inline href={addressOf({ view: 'codes', search: code })}>
      {strings.why.more(code)}
    </Link>
  );
}
