import { Avatar, Dropdown, Field, Option } from '@fluentui/react-components';
import { BotRegular } from '@fluentui/react-icons/svg/bot';
import { EyeOffRegular } from '@fluentui/react-icons/svg/eye-off';
import { PhoneRegular } from '@fluentui/react-icons/svg/phone';
import { unreachable } from '../../../src/core/call/unreachable.ts';

export interface ChooserOption {
  readonly value: string;
  readonly name: string;
  readonly detail: string;
  readonly picture: 'person' | 'phone' | 'bot' | 'hidden';
}

export interface ChooserProps {
  readonly label: string;
  readonly options: readonly ChooserOption[];
  readonly value: string | undefined;
  readonly onChoose: (value: string) => void;
  readonly testId: string;
}

/** A list to choose one person or line from, with a picture and a second line each. */
export function Chooser({ label, options, value, onChoose, testId }: ChooserProps) {
  const chosen = options.find((option) => option.value === value);
  return (
    <Field label={label}>
      <Dropdown
        className="chooser"
        size="large"
        data-testid={testId}
        disabled={options.length === 0}
        selectedOptions={value === undefined ? [] : [value]}
        value={chosen?.name ?? ''}
        button={{ children: chosen === undefined ? '' : <OptionFace option={chosen} /> }}
        onOptionSelect={(_, { optionValue }) => {
          if (optionValue !== undefined) onChoose(optionValue);
        }}
      >
        {options.map((option) => (
          <Option key={option.value} value={option.value} text={option.name}>
            <OptionFace option={option} />
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}

function OptionFace({ option }: { readonly option: ChooserOption }) {
  return (
    <span className="option-face">
      <Avatar aria-hidden size={32} name={option.name} {...lookOf(option)} />
      <span className="option-words">
        <span className="option-name">{option.name}</span> <span className="option-detail">{option.detail}</span>
      </span>
    </span>
  );
}

/** People have initials; everything else has an icon, which shows only where there are no initials. */
function lookOf({ picture }: ChooserOption) {
  switch (picture) {
    case 'person':
      return { color: 'colorful' } as const;
    case 'phone':
      return { color: 'colorful', initials: '', icon: <PhoneRegular /> } as const;
    case 'bot':
      return { color: 'brand', initials: '', icon: <BotRegular /> } as const;
    case 'hidden':
      return { color: 'neutral', initials: '', icon: <EyeOffRegular /> } as const;
    default:
      return unreachable(picture);
  }
}
