import { FluentProvider, type Theme, teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useMediaQuery } from '../hooks/use-media-query.ts';
import { type ThemeChoice, usePreferences } from '../hooks/use-preferences.ts';
import { CrashNotice } from './CrashNotice.tsx';
import { Page } from './Page.tsx';

export function App() {
  const [preferences, changePreferences] = usePreferences();
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)');
  const theme = preferences.theme === 'system' ? (systemIsDark ? 'dark' : 'light') : preferences.theme;
  useEffect(() => {
    // For what the browser draws itself: scroll bars, the slider.
    document.documentElement.style.colorScheme = theme === 'light' ? 'light' : 'dark';
  }, [theme]);
  return (
    // No class of our own: Fluent would put it on every popup, too.
    <FluentProvider theme={themes[theme]}>
      <CrashNotice>
        <Page preferences={preferences} changePreferences={changePreferences} />
      </CrashNotice>
    </FluentProvider>
  );
}

const themes: Readonly<Record<Exclude<ThemeChoice, 'system'>, Theme>> = {
  light: teamsLightTheme,
  dark: teamsDarkTheme,
  contrast: teamsHighContrastTheme,
};
