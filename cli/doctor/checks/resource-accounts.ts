import type { Check } from '../check.ts';
import { assignNumber, newResourceAccount } from '../powershell.ts';
import { ownAccount } from '../sample-accounts.ts';

/** Resource accounts, their licences and numbers: Teams PowerShell knows them. */
export const resourceAccounts: Check = {
  id: 'resourceAccounts',
  title: 'Resource accounts and numbers',
  needs: ['settings'],
  onlyForReal: true,
  run: async (setup) => {
    const { appId } = setup.settings();
    const lines = Object.entries((await setup.flows()).lines.lines);
    return {
      kind: 'byHand',
      says: "they cannot be seen with the bot's own token.",
      fix: {
        words: `Each line's account exists with ApplicationId ${appId}, has the licence "Microsoft Teams Phone Resource Account" and, to be dialled, a service number. In PowerShell after Connect-MicrosoftTeams:`,
        commands: lines.flatMap(([name, line]) => {
          const applicationInstance = ownAccount(line);
          return applicationInstance === undefined
            ? newResourceAccount(name, appId)
            : [
                `Get-CsOnlineApplicationInstance -Identity ${applicationInstance} | Format-List DisplayName,ApplicationId,PhoneNumber  # line ${name}`,
                `Get-CsPhoneNumberAssignment -AssignedPstnTargetId ${applicationInstance}`,
                ...(line.number === undefined ? [] : [assignNumber(applicationInstance, line.number)]),
              ];
        }),
      },
    };
  },
};
