import { Field, Input, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { strings } from '../../strings.ts';
import { AskDialog } from '../AskDialog.tsx';
import type { ControlDialogProps } from './TransferDialog.tsx';

export function PlayDialog({ control, onClose }: ControlDialogProps) {
  const words = strings.play;
  const [what, setWhat] = useState<'prompt' | 'words'>('prompt');
  const [prompt, setPrompt] = useState('');
  const [text, setText] = useState('');
  const [language, setLanguage] = useState('en-US');
  const [isAsked, setAsked] = useState(false);
  const given = (what === 'prompt' ? prompt : text).trim();
  const missing = isAsked && given === '' ? { validationMessage: strings.door.empty } : {};
  const submit = async (key: string) => {
    setAsked(true);
    if (given === '') return undefined;
    return control('play', what === 'prompt' ? { prompt: given } : { text: given, language: language.trim() || 'en-US' }, key);
  };
  return (
    <AskDialog title={words.title} hint={words.hint} submit={words.submit} onClose={onClose} onSubmit={submit}>
      <Field label={words.what}>
        <RadioGroup layout="horizontal" value={what} onChange={(_, { value }) => setWhat(value === 'words' ? 'words' : 'prompt')}>
          <Radio value="prompt" label={words.prompt} />
          <Radio value="words" label={words.words} />
        </RadioGroup>
      </Field>
      {what === 'prompt' ? (
        <Field label={words.prompt} hint={words.promptHint} {...missing}>
          <Input value={prompt} maxLength={64} spellCheck={false} onChange={(_, { value }) => setPrompt(value)} />
        </Field>
      ) : (
        <>
          <Field label={words.words} hint={words.wordsHint} {...missing}>
            <Textarea value={text} maxLength={500} onChange={(_, { value }) => setText(value)} />
          </Field>
          <Field label={words.language}>
            <Input value={language} maxLength={35} onChange={(_, { value }) => setLanguage(value)} />
          </Field>
        </>
      )}
    </AskDialog>
  );
}
