import { Field, Select } from '@fluentui/react-components';
import { useNames } from '../hooks/names-context.ts';
import { type DestinationKind, destinationKinds, destinationOf, type Named } from '../state/destination.ts';
import { strings } from '../strings.ts';
import { NameInput } from './NameInput.tsx';

const words = strings.destination;

export interface DestinationFieldProps {
  readonly label: string;
  readonly value: Named;
  readonly onChange: (value: Named) => void;
  /** True once somebody has tried to go on: what is missing is told then, not before. */
  readonly isAsked: boolean;
}

/** Whom: a contact, a number, or an id. */
export function DestinationField({ label, value, onChange, isAsked }: DestinationFieldProps) {
  const { contacts } = useNames();
  const isWrong = isAsked && destinationOf(value) === undefined;
  return (
    <fieldset className="destination">
      <legend className="sr-only">{label}</legend>
      <Field label={label}>
        <Select
          value={value.kind}
          onChange={(_, chosen) => {
            const kind = destinationKinds.find((one): one is DestinationKind => one === chosen.value);
            if (kind !== undefined) onChange({ ...value, kind });
          }}
        >
          {destinationKinds.map((kind) => (
            <option key={kind} value={kind}>
              {words.kinds[kind]}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label={words.kinds[value.kind]}
        hint={words.hints[value.kind]}
        {...(isWrong ? { validationMessage: words.wrong[value.kind] } : {})}
      >
        <NameInput
          value={value.text}
          type={value.kind === 'phone' ? 'tel' : 'text'}
          names={value.kind === 'contact' ? contacts : []}
          onChange={(_, { value: text }) => onChange({ ...value, text })}
        />
      </Field>
    </fieldset>
  );
}
