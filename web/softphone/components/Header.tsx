import { ThemeMenu } from '../../shared/ThemeMenu.tsx';
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
      <ThemeMenu choice={preferences.theme} onChoose={(theme) => changePreferences({ theme })} />
    </header>
  );
}
