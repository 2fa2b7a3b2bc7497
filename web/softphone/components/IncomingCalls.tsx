import { Avatar, Button, Text } from '@fluentui/react-components';
import { CallFilled } from '@fluentui/react-icons/svg/call';
import { CallEndFilled } from '@fluentui/react-icons/svg/call-end';
import { CallMissedRegular } from '@fluentui/react-icons/svg/call-missed';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { RingingCall } from '../../../simulator/softphone-api.ts';
import { formatClock } from '../../shared/format-time.ts';
import type { MissedCall } from '../hooks/use-ring-here.ts';
import { strings } from '../strings.ts';

export interface IncomingCallsProps {
  readonly ringing: readonly RingingCall[];
  /** What has rung here in vain. */
  readonly missed: MissedCall | undefined;
  /** A call is going on that accepting would end. */
  readonly live: boolean;
  readonly onAccept: (call: RingingCall) => void;
  readonly onDecline: (call: RingingCall) => void;
  readonly onDismissMissed: () => void;
}

/** What rings here, and what did. The region is always there, so that screen readers notice a call. */
export function IncomingCalls(props: IncomingCallsProps) {
  const { ringing, missed, live, onAccept, onDecline, onDismissMissed } = props;
  return (
    <div className="incoming-calls" role="alert" data-testid="incoming">
      {ringing.map((call) => (
        <section key={call.callId} className="incoming" aria-label={strings.isCalling(call.from)}>
          <div className="incoming-words">
            <Avatar aria-hidden size={40} color="colorful" name={call.from} className="incoming-picture" />
            <div className="incoming-name">
              <Text weight="semibold">{strings.isCalling(call.from)}</Text>
              <Text size={200}>{live ? strings.acceptEndsCall : strings.letItRing}</Text>
            </div>
          </div>
          <div className="incoming-actions">
            <Button className="accept" shape="circular" icon={<CallFilled />} onClick={() => onAccept(call)}>
              {live ? strings.hangUpAndAccept : strings.accept}
            </Button>
            <Button className="decline" shape="circular" icon={<CallEndFilled />} onClick={() => onDecline(call)}>
              {strings.decline}
            </Button>
          </div>
        </section>
      ))}
      {missed !== undefined && (
        <div className="missed" data-testid="missed">
          <CallMissedRegular aria-hidden />
          <div className="incoming-name">
            <Text weight="semibold">{strings.hasCalled(missed.from)}</Text>
            <Text size={200}>
              {missed.why} <time>{formatClock(missed.at)}</time>
            </Text>
          </div>
          <Button
            size="small"
            appearance="transparent"
            icon={<DismissRegular />}
            aria-label={strings.dismiss}
            onClick={onDismissMissed}
          />
        </div>
      )}
    </div>
  );
}
