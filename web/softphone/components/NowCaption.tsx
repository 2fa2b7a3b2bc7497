import { Text } from '@fluentui/react-components';
import { SoundWaveCircleRegular } from '@fluentui/react-icons/svg/sound-wave-circle';
import { isShared } from '../state/people-in-call.ts';
import { isPause } from '../state/softphone-reducer.ts';
import type { SoftphoneState } from '../state/softphone-state.ts';
import { strings } from '../strings.ts';

export interface NowCaptionProps {
  readonly state: SoftphoneState;
  readonly voiceMissing: boolean;
}

/**
 * The words that sound now, large. Not a live region: the conversation announces the same words,
 * and hearing them twice would drown the bot.
 */
export function NowCaption({ state, voiceMissing }: NowCaptionProps) {
  const { sounding } = state;
  if (state.phase !== 'connected') return null;
  // People who have nobody but each other are not waiting for the bot.
  if (isShared(state) && state.others.every(({ kind }) => kind === 'person')) return null;
  if (sounding === undefined || isPause(sounding)) {
    return (
      <div className="now" data-kind={sounding === undefined ? 'waiting' : 'listening'} data-testid="listening">
        <Text>{sounding === undefined ? strings.waiting : strings.listening}</Text>
        {sounding !== undefined && <Progress key={sounding.seq} durationMs={sounding.durationMs} />}
      </div>
    );
  }
  return (
    <div className="now" data-kind="speaking">
      <span className="now-label">
        <SoundWaveCircleRegular aria-hidden /> {strings.nowSpeaking}
      </span>
      <p className="now-words" data-testid="caption-now" lang={sounding.language}>
        {sounding.shown ?? sounding.text ?? strings.noText}
      </p>
      {voiceMissing && <Text size={200}>{strings.noVoice}</Text>}
      <Progress key={sounding.seq} durationMs={sounding.durationMs} />
    </div>
  );
}

/** Runs by CSS alone, once, as long as the prompt lasts. */
function Progress({ durationMs }: { readonly durationMs: number }) {
  return (
    <div className="now-progress" aria-hidden>
      <div className="now-progress-bar" style={{ animationDuration: `${durationMs}ms` }} />
    </div>
  );
}
