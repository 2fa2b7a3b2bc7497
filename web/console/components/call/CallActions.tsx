import { Button } from '@fluentui/react-components';
import { CallEndRegular } from '@fluentui/react-icons/svg/call-end';
import { CallTransferRegular } from '@fluentui/react-icons/svg/call-transfer';
import { PeopleAddRegular } from '@fluentui/react-icons/svg/people-add';
import { PlayRegular } from '@fluentui/react-icons/svg/play';
import { RecordRegular } from '@fluentui/react-icons/svg/record';
import { SpeakerMuteRegular } from '@fluentui/react-icons/svg/speaker-mute';
import { useState } from 'react';
import type { Trouble } from '../../api/answer.ts';
import type { LiveCall } from '../../api/schemas.ts';
import { type Said, useControl } from '../../hooks/use-control.ts';
import { strings } from '../../strings.ts';
import { AskDialog } from '../AskDialog.tsx';
import { TroubleBar } from '../TroubleBar.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { PlayDialog } from './PlayDialog.tsx';
import { RecordDialog } from './RecordDialog.tsx';
import { TransferDialog } from './TransferDialog.tsx';

export interface ActionsProps {
  readonly call: LiveCall;
  /** What has become of an order, for the line below. */
  readonly onSaid: (said: Said) => void;
}

const words = strings.actions;
type Asked = 'transfer' | 'play' | 'record' | 'invite' | 'hangUp';

/** What somebody who looks after calls can do with one. */
export function CallActions({ call, onSaid }: ActionsProps) {
  const [asked, setAsked] = useState<Asked>();
  const [trouble, setTrouble] = useState<Trouble>();
  const control = useControl(call.callId, onSaid);
  const isConnected = call.state === 'established';
  const close = () => setAsked(undefined);
  const open = (what: Asked) => () => {
    setTrouble(undefined);
    setAsked(what);
  };
  const stop = async () => {
    const answer = await control('stop-media', {}, crypto.randomUUID());
    setTrouble(answer.kind === 'ok' ? undefined : answer);
  };
  const shared = { control, onClose: close };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame that cannot be laid out. */}
      <div className="actions" role="group" aria-label={words.label}>
        <Button icon={<CallTransferRegular />} disabled={!isConnected} onClick={open('transfer')}>
          {words.transfer}
        </Button>
        <Button icon={<PlayRegular />} disabled={!isConnected} onClick={open('play')}>
          {words.play}
        </Button>
        <Button icon={<RecordRegular />} disabled={!isConnected} onClick={open('record')}>
          {words.record}
        </Button>
        <Button icon={<PeopleAddRegular />} disabled={!isConnected} onClick={open('invite')}>
          {words.invite}
        </Button>
        <Button icon={<SpeakerMuteRegular />} disabled={!isConnected} onClick={() => void stop()}>
          {words.stop}
        </Button>
        <Button className="grave hang-up" appearance="primary" icon={<CallEndRegular />} onClick={open('hangUp')}>
          {words.hangUp}
        </Button>
      </div>
      {!isConnected && <p className="hint">{strings.call.notNow}</p>}
      <TroubleBar trouble={trouble} />
      {asked === 'transfer' && <TransferDialog {...shared} />}
      {asked === 'play' && <PlayDialog {...shared} />}
      {asked === 'record' && <RecordDialog {...shared} />}
      {asked === 'invite' && <InviteDialog {...shared} isAlone={call.people === undefined} />}
      {asked === 'hangUp' && (
        <AskDialog
          isGrave
          title={strings.hangUp.title}
          hint={call.people === undefined ? strings.hangUp.hint : strings.hangUp.hintSeveral}
          submit={strings.hangUp.submit}
          keep={strings.hangUp.keep}
          onClose={close}
          onSubmit={(key) => control('hang-up', {}, key)}
        />
      )}
    </>
  );
}
