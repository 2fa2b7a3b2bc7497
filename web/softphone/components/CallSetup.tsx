import { Button, Spinner, Text } from '@fluentui/react-components';
import { CallInboundRegular } from '@fluentui/react-icons/svg/call-inbound';
import { MeetNowRegular } from '@fluentui/react-icons/svg/meet-now';
import type { Address } from '../../../simulator/softphone-api.ts';
import type { PeopleState } from '../hooks/use-people.ts';
import { choiceOf, withheldChoice } from '../state/caller-choice.ts';
import { destinationOf } from '../state/window-person.ts';
import { strings } from '../strings.ts';
import { Chooser, type ChooserOption } from './Chooser.tsx';

export interface CallSetupProps {
  readonly people: PeopleState;
  readonly choice: { readonly caller: string; readonly line: string | undefined };
  readonly onCaller: (choice: string) => void;
  readonly onLine: (id: string) => void;
  readonly onMeet: (from: Address) => void;
  readonly onHaveCalled: (to: Address, line: string) => void;
}

/** Before a call: who calls, and which line; or other ways to begin one. */
export function CallSetup({ people, choice, onCaller, onLine, onMeet, onHaveCalled }: CallSetupProps) {
  if (people.kind === 'loading') return <Spinner className="setup-loading" label={strings.loading} size="small" />;
  const known = people.kind === 'known' ? people.people : { callers: [], lines: [] };
  const callers: ChooserOption[] = known.callers.map((person) => ({
    value: choiceOf(person),
    name: person.displayName,
    detail: person.kind === 'user' ? strings.teamsUser : person.number,
    picture: person.kind === 'user' ? 'person' : 'phone',
  }));
  callers.push({ value: withheldChoice, name: strings.withheld, detail: strings.withheldHint, picture: 'hidden' });
  const lines: ChooserOption[] = known.lines.map((line) => ({
    value: line.id,
    name: line.displayName,
    detail: line.number ?? strings.bot,
    picture: 'bot',
  }));
  const line = known.lines.find((option) => option.id === choice.line);
  const me = known.callers.find((person) => choiceOf(person) === choice.caller);
  return (
    <div className="setup">
      <Chooser label={strings.caller} options={callers} value={choice.caller} onChoose={onCaller} testId="caller" />
      <Chooser label={strings.line} options={lines} value={choice.line} onChoose={onLine} testId="line" />
      {people.kind === 'known' && (
        <Text className="hint" data-testid="first-use">
          {line === undefined ? strings.noLines : strings.firstUse(line.displayName)}
        </Text>
      )}
      {me !== undefined && line !== undefined && (
        <div className="setup-more">
          <Button size="small" icon={<CallInboundRegular />} onClick={() => onHaveCalled(destinationOf(me), line.id)}>
            {strings.callMe}
          </Button>
          {me.kind === 'user' && (
            <Button size="small" icon={<MeetNowRegular />} onClick={() => onMeet(destinationOf(me))}>
              {strings.startMeeting}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
