import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { DarkThemeRegular } from '@fluentui/react-icons/svg/dark-theme';
import { sharedStrings as strings } from './strings.ts';
import { type ThemeChoice, themeChoices } from './Themed.tsx';

export function ThemeMenu(props: { readonly choice: ThemeChoice; readonly onChoose: (choice: ThemeChoice) => void }) {
  return (
    <Menu
      checkedValues={{ theme: [props.choice] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const theme = themeChoices.find((choice) => checkedItems.includes(choice));
        if (theme !== undefined) props.onChoose(theme);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<DarkThemeRegular />} aria-label={strings.theme.label} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {themeChoices.map((choice) => (
            <MenuItemRadio key={choice} name="theme" value={choice}>
              {strings.theme[choice]}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
