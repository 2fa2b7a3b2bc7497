import { type Explained, inShort } from '../../../src/core/call/explain/explain.ts';
import { strings } from '../strings.ts';

/** What one of Microsoft's codes means, why it usually comes, and what to do. */
export function Meaning({ explained }: { readonly explained: Explained }) {
  const { cause, fix } = explained.explanation;
  return (
    <div className="meaning" data-testid="meaning">
      <p className="meaning-words">{inShort(explained)}</p>
      <dl>
        <dt>{strings.cause}</dt>
        <dd>{cause}</dd>
        <dt>{strings.fix}</dt>
        <dd>{fix}</dd>
      </dl>
    </div>
  );
}
