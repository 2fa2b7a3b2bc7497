import type { EndedCall } from '../../api/schemas.ts';
import { strings } from '../../strings.ts';
import { wordsOfStep } from '../../words.ts';

const words = strings.call;

export interface CallPathProps {
  readonly path: readonly string[];
  /** Where it stands, of one that goes on. */
  readonly now?: string;
  readonly tags?: NonNullable<EndedCall['tags']>;
}

/** The steps that a call entered, in their order, and the milestones that it passed. */
export function CallPath({ path, now, tags = [] }: CallPathProps) {
  return (
    <section className="card" aria-labelledby="path-title">
      <h2 id="path-title" className="card-title">
        {words.path}
      </h2>
      {path.length === 0 && <p className="hint">{words.pathEmpty}</p>}
      <ol className="path" data-testid="path">
        {path.map((step, index) => {
          const isNow = now !== undefined && index === path.length - 1;
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a step may come twice, and steps are only added behind.
              key={`${index} ${step}`}
              className="path-step"
              data-own={step.startsWith('$')}
              data-now={isNow}
              aria-current={isNow ? 'step' : undefined}
            >
              {wordsOfStep(step)}
              {isNow && <span className="sr-only">, {words.pathNow}</span>}
            </li>
          );
        })}
      </ol>
      {tags.length > 0 && (
        <>
          <h3 className="card-subtitle">{words.tags}</h3>
          <ul className="tags">
            {tags.map(({ step, outcome, labels = {} }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list of a call that is over does not change.
              <li key={`${index} ${step}`}>
                <span className="outcome">{outcome}</span>{' '}
                <span className="detail-inline">
                  {[step, ...Object.entries(labels).map(([name, value]) => `${name} ${value}`)].join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
