/** Words that several pages have. */
export const sharedStrings = {
  product: 'Teams IVR',
  theme: { label: 'Theme', system: 'Follow the system', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
  reload: 'Reload',
  tryAgain: 'Try again',
  dismiss: 'Dismiss',
} as const;
