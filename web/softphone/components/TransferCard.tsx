import { Avatar, Text } from '@fluentui/react-components';
import { BotRegular } from '@fluentui/react-icons/svg/bot';
import { PhoneRegular } from '@fluentui/react-icons/svg/phone';
import { VoicemailRegular } from '@fluentui/react-icons/svg/voicemail';
import { strings } from '../strings.ts';

export interface TransferCardProps {
  readonly to: string;
  readonly destination: 'user' | 'application' | 'phone' | 'voicemail';
}

/** Where the bot sent the caller. */
export function TransferCard({ to, destination }: TransferCardProps) {
  return (
    <div className="transfer-card" data-testid="transfer-card">
      <Avatar aria-hidden size={40} name={to} color="colorful" {...looks[destination]} />
      <div className="transfer-words">
        <Text weight="semibold">{strings.connectedTo(to)}</Text>
        <Text size={200}>{strings.destinations[destination]}</Text>
      </div>
    </div>
  );
}

/** A user has initials, the others an icon. */
const looks = {
  user: {},
  application: { initials: '', icon: <BotRegular /> },
  phone: { initials: '', icon: <PhoneRegular /> },
  voicemail: { initials: '', icon: <VoicemailRegular /> },
} as const;
