type Colour = 'success' | 'warning' | 'danger' | 'informative' | 'brand';

/** Of a call that goes on, by Microsoft's word for its state. */
export function stateColours(state: string): Colour {
  if (state === 'established') return 'success';
  return state === 'terminating' || state === 'terminated' ? 'informative' : 'brand';
}
