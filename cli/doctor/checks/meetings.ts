import type { Check } from '../check.ts';
import { usesMeetings } from '../needed-permissions.ts';
import { meetingPolicies } from '../powershell.ts';

/** Policies that meetings need besides permissions. */
export const meetings: Check = {
  id: 'meetings',
  title: 'Meeting policies',
  needs: ['settings'],
  onlyForReal: true,
  run: async (setup) => {
    if (!usesMeetings((await setup.flows()).steps)) return { kind: 'skipped', says: 'No flow joins or manages meetings.' };
    return {
      kind: 'byHand',
      says: "they cannot be seen with the bot's own token.",
      fix: {
        words:
          'An application access policy lets the bot create and read meetings (it holds after up to 30 minutes), and the meeting configuration lets it remove participants:',
        commands: [
          'Get-CsApplicationAccessPolicy',
          'Get-CsApplicationMeetingConfiguration',
          ...meetingPolicies(setup.settings().appId),
        ],
      },
    };
  },
};
