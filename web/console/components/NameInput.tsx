import { Input, type InputProps } from '@fluentui/react-components';
import { useId } from 'react';

/** Takes any text, and offers the names that there are. */
export function NameInput({ names, ...input }: InputProps & { readonly names: readonly string[] }) {
  const list = useId();
  return (
    <>
      <Input {...input} list={list} autoComplete="off" spellCheck={false} />
      <datalist id={list}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
