import { FluentProvider, type Theme, teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';
import { useMediaQuery } from './use-media-query.ts';

export const themeChoices = ['system', 'light', 'dark', 'contrast'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** Everything within it is in the colours that the person chose. */
export function Themed({ choice, children }: { readonly choice: ThemeChoice; readonly children: ReactNode }) {
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)');
  const theme = choice === 'system' ? (systemIsDark ? 'dark' : 'light') : choice;
  useEffect(() => {
    // For what the browser draws itself: scroll bars, the slider.
    document.documentElement.style.colorScheme = theme === 'light' ? 'light' : 'dark';
  }, [theme]);
  // No class of our own: Fluent would put it on every popup, too.
  return <FluentProvider theme={themes[theme]}>{children}</FluentProvider>;
}

const themes: Readonly<Record<Exclude<ThemeChoice, 'system'>, Theme>> = {
  light: teamsLightTheme,
  dark: teamsDarkTheme,
  contrast: teamsHighContrastTheme,
};
