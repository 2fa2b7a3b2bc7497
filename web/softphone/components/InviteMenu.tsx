import {
  Button,
  Menu,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { BotRegular } from '@fluentui/react-icons/svg/bot';
import { PersonRegular } from '@fluentui/react-icons/svg/person';
import { PersonAddRegular } from '@fluentui/react-icons/svg/person-add';
import { PhoneRegular } from '@fluentui/react-icons/svg/phone';
import type { Address, LineOption, PersonOption } from '../../../simulator/softphone-api.ts';
import { choiceOf } from '../state/caller-choice.ts';
import { destinationOf } from '../state/window-person.ts';
import { strings } from '../strings.ts';

export interface InviteMenuProps {
  readonly people: readonly PersonOption[];
  /** Names of those who are there already. */
  readonly taken: readonly string[];
  /** As what the bot can be invited, into a meeting. */
  readonly lines?: readonly LineOption[];
  readonly onInvite: (to: Address) => void;
  readonly onInviteBot?: (line: string) => void;
}

/** Takes somebody else into the call; with two that makes a group call of it. */
export function InviteMenu({ people, taken, lines = [], onInvite, onInviteBot }: InviteMenuProps) {
  const free = people.filter(({ displayName }) => !taken.includes(displayName));
  const bots = lines.filter(({ displayName }) => !taken.includes(displayName));
  if (free.length + bots.length === 0) return null;
  return (
    // As high as the window allows: a workspace may name many.
    <Menu positioning={{ autoSize: true }}>
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" icon={<PersonAddRegular />}>
          {strings.invite}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {free.length > 0 && (
            <MenuGroup>
              <MenuGroupHeader>{strings.invitePeople}</MenuGroupHeader>
              {free.map((person) => (
                <MenuItem
                  key={choiceOf(person)}
                  icon={person.kind === 'user' ? <PersonRegular /> : <PhoneRegular />}
                  onClick={() => onInvite(destinationOf(person))}
                >
                  {person.displayName}
                </MenuItem>
              ))}
            </MenuGroup>
          )}
          {bots.length > 0 && (
            <MenuGroup>
              <MenuGroupHeader>{strings.inviteBots}</MenuGroupHeader>
              {bots.map(({ id, displayName }) => (
                <MenuItem key={id} icon={<BotRegular />} onClick={() => onInviteBot?.(id)}>
                  {displayName}
                </MenuItem>
              ))}
            </MenuGroup>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
