import { ChatRegular } from '@fluentui/react-icons/svg/chat';
import { useRef } from 'react';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { formatDuration } from '../../shared/format-time.ts';
import { useScrollToEnd } from '../hooks/use-scroll-to-end.ts';
import { conversationOf } from '../state/conversation.ts';
import type { SoftphoneState } from '../state/softphone-state.ts';
import { strings } from '../strings.ts';
import { ConversationEntry } from './ConversationEntry.tsx';

/** Everything said and pressed in this call, in order: captions that are announced as they come. */
export function Conversation({ state }: { readonly state: SoftphoneState }) {
  const list = useRef<HTMLDivElement>(null);
  useScrollToEnd(list, state.transcript);
  const items = conversationOf(state.transcript);
  const duration =
    state.connectedAt !== undefined && state.endedAt !== undefined
      ? formatDuration(state.endedAt - state.connectedAt)
      : undefined;
  return (
    <section className="panel conversation" aria-labelledby="conversation-title">
      <div className="panel-head">
        <h2 id="conversation-title" className="panel-title">
          {strings.conversation}
        </h2>
      </div>
      {items.length === 0 && (
        <EmptyState icon={<ChatRegular />} title={strings.conversationEmpty} hint={strings.conversationEmptyHint} />
      )}
      <div
        ref={list}
        className="conversation-list"
        role="log"
        aria-live="polite"
        aria-relevant="additions"
        aria-label={strings.conversation}
        data-testid="conversation"
        // A box that scrolls must be reachable by keyboard.
        tabIndex={items.length === 0 ? -1 : 0}
        hidden={items.length === 0}
      >
        {items.map((item) => (
          <ConversationEntry key={item.key} item={item} clockSkewMs={state.clockSkewMs} duration={duration} />
        ))}
      </div>
    </section>
  );
}
