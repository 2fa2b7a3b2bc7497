import { strings } from '../strings.ts';

/** How loud the caller is heard, 0 to 1, as a row of bars. */
export function LevelMeter({ loudness }: { readonly loudness: number }) {
  const lit = Math.round(loudness * bars.length);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the meter element cannot be drawn as bars.
    <div
      className="meter"
      role="meter"
      aria-label={strings.level}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(loudness * 100)}
      data-testid="level"
    >
      {bars.map((bar) => (
        <span key={bar} className="meter-bar" data-lit={bar < lit} data-high={bar >= 20} />
      ))}
    </div>
  );
}

const bars = Array.from({ length: 24 }, (_, index) => index);
