import { Button, Text } from '@fluentui/react-components';
import { PauseFilled } from '@fluentui/react-icons/svg/pause';
import { PlayFilled } from '@fluentui/react-icons/svg/play';
import { useRef, useState } from 'react';
import { formatDuration } from '../../shared/format-time.ts';
import { strings } from '../strings.ts';

export interface RecordingPlayerProps {
  readonly url: string;
  readonly durationMs: number;
}

/** Plays a recording back: one button, a slider, the time. */
export function RecordingPlayer({ url, durationMs }: RecordingPlayerProps) {
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [positionMs, setPositionMs] = useState(0);
  const [failed, setFailed] = useState(false);

  const toggle = () => {
    const element = audio.current;
    if (element === null) return;
    if (!element.paused) return element.pause();
    setFailed(false);
    element.play().catch(() => setFailed(true));
  };
  const seek = (ms: number) => {
    if (audio.current !== null) audio.current.currentTime = ms / 1000;
    setPositionMs(ms);
  };

  return (
    <div className="player" data-testid="recording-player" data-playing={playing}>
      {/* biome-ignore lint/a11y/useMediaCaption: the caller's own voice; nobody has written it down. */}
      <audio
        ref={audio}
        src={url}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => {
          setPlaying(false);
          setPositionMs(0);
        }}
        onTimeUpdate={({ currentTarget }) => setPositionMs(currentTarget.currentTime * 1000)}
      />
      <Button
        size="small"
        shape="circular"
        appearance="primary"
        icon={playing ? <PauseFilled /> : <PlayFilled />}
        aria-label={playing ? strings.pause : strings.play}
        onClick={toggle}
      />
      <input
        type="range"
        className="player-slider"
        aria-label={strings.position}
        aria-valuetext={formatDuration(positionMs)}
        min={0}
        max={Math.max(1, Math.round(durationMs))}
        step={100}
        value={Math.min(positionMs, durationMs)}
        onChange={({ currentTarget }) => seek(Number(currentTarget.value))}
      />
      <Text size={200} className="player-time">
        {formatDuration(playing || positionMs > 0 ? positionMs : durationMs)}
      </Text>
      {failed && (
        <Text size={200} role="alert">
          {strings.playbackFailed}
        </Text>
      )}
    </div>
  );
}
