import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { PersonAddRegular } from '@fluentui/react-icons/svg/person-add';
import type { Address, PersonOption } from '../../../simulator/softphone-api.ts';
import { choiceOf } from '../state/caller-choice.ts';
import { destinationOf } from '../state/window-person.ts';
import { strings } from '../strings.ts';

export interface InviteMenuProps {
  readonly people: readonly PersonOption[];
  /** Names of those who are there already. */
  readonly taken: readonly string[];
  readonly onInvite: (to: Address) => void;
}

/** Takes somebody else into the call; with two that makes a group call of it. */
export function InviteMenu({ people, taken, onInvite }: InviteMenuProps) {
  const free = people.filter(({ displayName }) => !taken.includes(displayName));
  if (free.length === 0) return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" icon={<PersonAddRegular />}>
          {strings.invite}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {free.map((person) => (
            <MenuItem key={choiceOf(person)} onClick={() => onInvite(destinationOf(person))}>
              {person.displayName}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
