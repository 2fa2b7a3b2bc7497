import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { DarkThemeRegular } from '@fluentui/react-icons/svg/dark-theme';
import { themeChoices } from '../hooks/use-preferences.ts';
import { strings } from '../strings.ts';
import type { PageProps } from './Page.tsx';

export function Header({ preferences, changePreferences }: PageProps) {
  return (
    <header className="header">
      <img src="/softphone/icon.svg" alt="" width={32} height={32} />
      <div className="header-words">
        <h1 className="header-title">
          {strings.title} <span className="header-product">{strings.product}</span>
        </h1>
        <p className="header-subtitle">{strings.subtitle}</p>
      </div>
      <Menu
        checkedValues={{ theme: [preferences.theme] }}
        onCheckedValueChange={(_, { checkedItems }) => {
          const theme = themeChoices.find((choice) => checkedItems.includes(choice));
          if (theme !== undefined) changePreferences({ theme });
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
    </header>
  );
}
