import { Button } from '@fluentui/react-components';
import { SignOutRegular } from '@fluentui/react-icons/svg/sign-out';
import type { ThemeChoice } from '../../shared/Themed.tsx';
import { ThemeMenu } from '../../shared/ThemeMenu.tsx';
import { strings } from '../strings.ts';

export interface HeaderProps {
  readonly theme: ThemeChoice;
  readonly onTheme: (theme: ThemeChoice) => void;
  readonly onLeave: (() => void) | undefined;
}

export function Header({ theme, onTheme, onLeave }: HeaderProps) {
  return (
    <header className="header">
      <button type="button" className="skip" onClick={skip}>
        {strings.skip}
      </button>
      <img src="/console/icon.svg" alt="" width={32} height={32} />
      <div className="header-words">
        <p className="header-title">
          {strings.title} <span className="header-product">{strings.product}</span>
        </p>
      </div>
      {onLeave !== undefined && (
        <Button appearance="subtle" icon={<SignOutRegular />} onClick={onLeave}>
          {strings.door.leave}
        </Button>
      )}
      <ThemeMenu choice={theme} onChoose={onTheme} />
    </header>
  );
}

/** No link: the part of an address behind the `#` is the place in the console. */
function skip() {
  document.querySelector<HTMLElement>('main h1')?.focus();
}
