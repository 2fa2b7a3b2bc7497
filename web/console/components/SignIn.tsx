import { Button, Card, Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import type { Access } from '../api/access.ts';
import type { Trouble } from '../api/answer.ts';
import { useTitle } from '../hooks/use-title.ts';
import { strings } from '../strings.ts';
import { TroubleBar } from './TroubleBar.tsx';

export interface SignInProps {
  readonly why: Trouble | undefined;
  /** Resolves to why it has not opened the door. */
  readonly onTry: (access: Access) => Promise<Trouble | undefined>;
}

/** Where the bot does not know by itself who asks: in the cloud. */
export function SignIn({ why, onTry }: SignInProps) {
  const words = strings.door;
  const heading = useTitle(words.title);
  const [by, setBy] = useState<'key' | 'token'>('key');
  const [secret, setSecret] = useState('');
  const [isEmpty, setEmpty] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState(why);
  const submit = async () => {
    const text = secret.trim().replace(/^Bearer\s+/i, '');
    setEmpty(text === '');
    if (text === '' || isBusy) return;
    setBusy(true);
    setTrouble(undefined);
    const refused = await onTry(by === 'key' ? { kind: 'key', key: text } : { kind: 'token', token: text });
    if (refused === undefined) return; // Somebody is in, and this is gone.
    setBusy(false);
    setTrouble(atTheDoor(refused, by));
  };
  return (
    <main className="door">
      <Card className="door-card">
        <h1 ref={heading} tabIndex={-1} className="view-title">
          {words.title}
        </h1>
        <p className="hint">{words.intro}</p>
        <TroubleBar trouble={trouble} />
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Field label={words.how}>
            <RadioGroup value={by} onChange={(_, { value }) => setBy(value === 'token' ? 'token' : 'key')}>
              <Radio value="key" label={words.key} />
              <Radio value="token" label={words.token} />
            </RadioGroup>
          </Field>
          <Field
            label={words[by]}
            hint={by === 'key' ? words.keyHint : words.tokenHint}
            {...(isEmpty ? { validationMessage: words.empty } : {})}
          >
            <Input type="password" autoComplete="off" value={secret} onChange={(_, { value }) => setSecret(value)} />
          </Field>
          {by === 'token' && <code className="command">{words.tokenCommand}</code>}
          <p className="hint">{words.kept}</p>
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
            {words.submit}
          </Button>
        </form>
      </Card>
    </main>
  );
}

/** The API speaks to programs; here somebody has pasted something that did not fit. */
function atTheDoor(trouble: Trouble, by: 'key' | 'token'): Trouble {
  const { status } =
    trouble.kind === 'refused' ? trouble.refusal : { status: trouble.kind === 'notUnderstood' ? trouble.status : 0 };
  if (status === 404 && by === 'key') return { kind: 'refused', refusal: { status, ...strings.door.noKeys } };
  return status === 401 ? { kind: 'refused', refusal: { status, ...strings.door.notTaken[by] } } : trouble;
}
