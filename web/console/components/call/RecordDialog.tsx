import { Checkbox, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { strings } from '../../strings.ts';
import { AskDialog } from '../AskDialog.tsx';
import type { ControlDialogProps } from './TransferDialog.tsx';

export function RecordDialog({ control, onClose }: ControlDialogProps) {
  const words = strings.record;
  const [seconds, setSeconds] = useState('60');
  const [beep, setBeep] = useState(true);
  const maxSeconds = Number(seconds);
  const isFine = Number.isInteger(maxSeconds) && maxSeconds >= 1 && maxSeconds <= 120;
  const submit = async (key: string) => (isFine ? control('record', { maxSeconds, beep }, key) : undefined);
  return (
    <AskDialog title={words.title} hint={words.hint} submit={words.submit} onClose={onClose} onSubmit={submit}>
      <Field label={words.seconds} hint={words.secondsHint} {...(isFine ? {} : { validationMessage: words.secondsHint })}>
        <Input type="number" min={1} max={120} value={seconds} onChange={(_, { value }) => setSeconds(value)} />
      </Field>
      <Checkbox label={words.beep} checked={beep} onChange={(_, { checked }) => setBeep(checked === true)} />
    </AskDialog>
  );
}
