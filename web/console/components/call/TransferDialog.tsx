import { useState } from 'react';
import type { Control } from '../../hooks/use-control.ts';
import { destinationOf, nobodyYet } from '../../state/destination.ts';
import { strings } from '../../strings.ts';
import { AskDialog } from '../AskDialog.tsx';
import { DestinationField } from '../DestinationField.tsx';

export interface ControlDialogProps {
  readonly control: Control;
  readonly onClose: () => void;
}

export function TransferDialog({ control, onClose }: ControlDialogProps) {
  const words = strings.transfer;
  const [to, setTo] = useState(nobodyYet);
  const [isAsked, setAsked] = useState(false);
  const submit = async (key: string) => {
    setAsked(true);
    const body = destinationOf(to);
    return body && control('transfer', { to: body }, key);
  };
  return (
    <AskDialog title={words.title} hint={words.hint} submit={words.submit} onClose={onClose} onSubmit={submit}>
      <DestinationField label={strings.columns.to} value={to} onChange={setTo} isAsked={isAsked} />
    </AskDialog>
  );
}
