import * as z from 'zod';
import '../../shared/zod-without-eval.ts';
import { themeChoices } from '../../shared/Themed.tsx';
import { useStored } from '../../shared/use-stored.ts';

const preferencesSchema = z.object({ theme: z.enum(themeChoices).default('system') });

export const usePreferences = () => useStored('teams-ivr.console', preferencesSchema);
