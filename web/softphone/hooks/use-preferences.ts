import * as z from 'zod'; // As a namespace: the bundle then leaves out what is not used.
import '../../shared/zod-without-eval.ts';
import { themeChoices } from '../../shared/Themed.tsx';
import { useStored } from '../../shared/use-stored.ts';

const preferencesSchema = z.object({
  caller: z.string().exactOptional(),
  line: z.string().exactOptional(),
  theme: z.enum(themeChoices).default('system'),
  muted: z.boolean().default(false),
});
export type Preferences = z.infer<typeof preferencesSchema>;

export const usePreferences = () => useStored('teams-ivr.softphone', preferencesSchema);
