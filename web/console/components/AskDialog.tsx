import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { Answer, Trouble } from '../api/answer.ts';
import { strings } from '../strings.ts';
import { TroubleBar } from './TroubleBar.tsx';

export interface AskDialogProps {
  readonly title: string;
  readonly hint?: string;
  readonly submit: string;
  /** Of the button that changes nothing. */
  readonly keep?: string;
  /** What cannot be undone: an alert that is not closed by a click beside it. */
  readonly isGrave?: boolean;
  readonly children?: ReactNode;
  /** Undefined: something is still missing, and the fields say what. The dialog stays while the answer is a trouble. */
  readonly onSubmit: (key: string) => Promise<Answer<unknown> | undefined>;
  readonly onClose: () => void;
}

/** Asks for what an order needs, or whether it is meant. All tries of one dialog are one wish. */
export function AskDialog(props: AskDialogProps) {
  const { title, hint, submit, keep = strings.cancel, isGrave = false, children, onSubmit, onClose } = props;
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const send = async () => {
    if (isBusy) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await onSubmit(key);
    setBusy(false);
    if (answer === undefined) return;
    if (answer.kind === 'ok') return onClose();
    // What was refused is over, and what is sent next is another wish; what nobody answered may be the same one.
    if (answer.kind === 'refused') setKey(crypto.randomUUID());
    setTrouble(answer);
  };
  return (
    <Dialog open modalType={isGrave ? 'alert' : 'modal'} onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className="form">
              {hint !== undefined && <p className="hint">{hint}</p>}
              {children}
              <TroubleBar trouble={trouble} />
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{keep}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={isBusy} className={isGrave ? 'grave' : ''}>
                {submit}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
