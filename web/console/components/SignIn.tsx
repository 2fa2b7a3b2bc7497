import { Button, Card, Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import type { Access } from '../api/access.ts';
import type { Trouble } from '../api/answer.ts';
import { useTitle } from '../hooks/use-title.ts';
import { strings } from '../strings.ts';
import { TroubleBar } from './TroubleBar.tsx';

export interface SignInProps {
  readonly why: Trouble | undefined;
  readonly onTry: (access: Access) => void;
}

/** Where the bot does not know by itself who asks: in the cloud. */
export function SignIn({ why, onTry }: SignInProps) {
  const words = strings.door;
  const heading = useTitle(words.title);
  const [by, setBy] = useState<'key' | 'token'>('key');
  const [secret, setSecret] = useState('');
  const [isEmpty, setEmpty] = useState(false);
  const submit = () => {
    const text = secret.trim().replace(/^Bearer\s+/i, '');
    setEmpty(text === '');
    if (text !== '') onTry(by === 'key' ? { kind: 'key', key: text } : { kind: 'token', token: text });
  };
  return (
    <main className="door">
      <Card className="door-card">
        <h1 ref={heading} tabIndex={-1} className="view-title">
          {words.title}
        </h1>
        <p className="hint">{words.intro}</p>
        <TroubleBar trouble={why} />
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
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
          <Button type="submit" appearance="primary">
            {words.submit}
          </Button>
        </form>
      </Card>
    </main>
  );
}
