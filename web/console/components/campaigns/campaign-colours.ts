export const campaignColours = {
  running: 'success',
  paused: 'warning',
  cancelled: 'danger',
  ended: 'informative',
} as const;
