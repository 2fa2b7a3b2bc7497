import { Avatar } from '@fluentui/react-components';
import { BotRegular } from '@fluentui/react-icons/svg/bot';
import { memo, type ReactNode } from 'react';
import { unreachable } from '../../../src/core/call/unreachable.ts';
import { formatClock, formatDuration } from '../../shared/format-time.ts';
import type { ConversationItem } from '../state/conversation.ts';
import { strings } from '../strings.ts';
import { RecordingPlayer } from './RecordingPlayer.tsx';

export interface ConversationEntryProps {
  readonly item: ConversationItem;
  readonly clockSkewMs: number;
  /** How long the whole call was, once it is over. */
  readonly duration: string | undefined;
}

/** One line of the conversation. */
export const ConversationEntry = memo(({ item, clockSkewMs, duration }: ConversationEntryProps) => {
  const time = formatClock(item.at + clockSkewMs);
  switch (item.kind) {
    case 'prompt':
      return <BotSays prompt={item.prompt} progress={item.progress} time={time} />;
    case 'tones':
      return (
        <Bubble side="you" time={time}>
          <span className="sr-only">{strings.pressed('')}</span>
          <span className="tones">
            {item.tones.map(({ key, tone, progress }) => (
              <kbd key={key} data-progress={progress} title={progress === 'refused' ? strings.keyRefused : undefined}>
                {tone}
                {progress === 'refused' && <span className="sr-only"> {strings.keyRefused}</span>}
              </kbd>
            ))}
          </span>
        </Bubble>
      );
    case 'recording':
      return (
        <Bubble side="you" time={time}>
          {item.ended === undefined ? strings.recordingRunning : <Recorded ended={item.ended} />}
        </Bubble>
      );
    case 'person':
      return <Note>{strings.news[item.news](item.name)}</Note>;
    case 'botKey':
      return (
        <Bubble side="bot" time={time}>
          {strings.botPressed(item.tone)}
        </Bubble>
      );
    case 'transfer':
      return <Note>{strings.connectedTo(item.to)}</Note>;
    case 'phase':
      return item.phase === 'ended' ? (
        <Note detail={item.detail && strings.ending(item.detail)}>{strings.conversationEnd(duration)}</Note>
      ) : (
        // Whoever comes back to the bot is told why; that they are connected they know.
        <Note>{item.detail ?? strings.phases[item.phase]}</Note>
      );
    default:
      return unreachable(item);
  }
});

function BotSays(props: Pick<Extract<ConversationItem, { kind: 'prompt' }>, 'prompt' | 'progress'> & { readonly time: string }) {
  const { prompt, progress, time } = props;
  return (
    <Bubble side="bot" time={time} mark={progress === 'played' ? undefined : progress}>
      <span lang={prompt.language}>{prompt.shown ?? prompt.text ?? strings.noText}</span>
    </Bubble>
  );
}

function Recorded({ ended }: { readonly ended: NonNullable<Extract<ConversationItem, { kind: 'recording' }>['ended']> }) {
  if (ended.url === undefined) return strings.recordingLost(ended.why);
  return (
    <>
      {strings.recordingDone(formatDuration(ended.durationMs))}
      <RecordingPlayer url={ended.url} durationMs={ended.durationMs} />
    </>
  );
}

function Bubble(props: {
  readonly side: 'bot' | 'you';
  readonly time: string;
  readonly mark?: 'sounding' | 'cancelled' | undefined;
  readonly children: ReactNode;
}) {
  const { side, time, mark, children } = props;
  return (
    <div className="entry" data-side={side} data-mark={mark} aria-current={mark === 'sounding' ? 'true' : undefined}>
      {side === 'bot' && <Avatar aria-hidden size={28} color="brand" initials="" icon={<BotRegular />} />}
      <div className="entry-body">
        <div className="entry-meta">
          <span>{side === 'bot' ? strings.bot : strings.you}</span> <time>{time}</time>
          {mark === 'cancelled' && <span className="entry-mark"> {strings.promptCancelled}</span>}
          {mark === 'sounding' && <span className="entry-mark"> {strings.promptSounding}</span>}
        </div>
        <div className="bubble">{children}</div>
      </div>
    </div>
  );
}

function Note({ children, detail }: { readonly children: ReactNode; readonly detail?: string | undefined }) {
  return (
    <p className="note">
      <span>
        {children}
        {detail !== undefined && `: ${detail}`}
      </span>
    </p>
  );
}
