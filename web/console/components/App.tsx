import { CrashNotice } from '../../shared/CrashNotice.tsx';
import { Themed } from '../../shared/Themed.tsx';
import { usePreferences } from '../hooks/use-preferences.ts';
import { strings } from '../strings.ts';
import { Door } from './Door.tsx';

export function App() {
  const [preferences, changePreferences] = usePreferences();
  return (
    <Themed choice={preferences.theme}>
      <CrashNotice title={strings.crashed} advice={strings.crashedAdvice}>
        <Door theme={preferences.theme} onTheme={(theme) => changePreferences({ theme })} />
      </CrashNotice>
    </Themed>
  );
}
