import { Spinner } from '@fluentui/react-components';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ThemeChoice } from '../../shared/Themed.tsx';
import { type Access, keepAccess, keptAccess } from '../api/access.ts';
import type { Answer, Trouble } from '../api/answer.ts';
import { apiClient } from '../api/api-client.ts';
import { liveCalls } from '../api/schemas.ts';
import { type Api, ApiContext } from '../hooks/api-context.ts';
import { strings } from '../strings.ts';
import { Frame } from './Frame.tsx';
import { Header } from './Header.tsx';
import { SignIn } from './SignIn.tsx';
import { TroubleBar } from './TroubleBar.tsx';

type Stand =
  | { readonly kind: 'asking' }
  | { readonly kind: 'in' }
  /** `why`: of an answer to somebody who was in, or tried to come in. */
  | { readonly kind: 'out'; readonly why?: Trouble }
  | { readonly kind: 'noAnswer'; readonly trouble: Trouble };

export interface DoorProps {
  readonly theme: ThemeChoice;
  readonly onTheme: (theme: ThemeChoice) => void;
}

/** Who comes in: whoever the API answers, by what is kept in this tab, or on a laptop by being there. */
export function Door({ theme, onTheme }: DoorProps) {
  const [access, setAccess] = useState<Access>(() => keptAccess(sessionStorage));
  const [stand, setStand] = useState<Stand>({ kind: 'asking' });

  /** Tries what is kept in this tab, which stays there while nobody answers. */
  const begin = useCallback(async () => {
    setStand({ kind: 'asking' });
    const by = keptAccess(sessionStorage);
    const answer = await look(by);
    if (answer.kind === 'ok') return setStand({ kind: 'in' });
    if (!keepsOut(answer)) return setStand({ kind: 'noAnswer', trouble: answer });
    keepAccess(sessionStorage, { kind: 'machine' });
    setAccess({ kind: 'machine' });
    // Nobody has tried anything yet: being asked who one is, is no refusal.
    setStand(by.kind === 'machine' ? { kind: 'out' } : { kind: 'out', why: answer });
  }, []);
  useEffect(() => void begin(), [begin]);

  /** Tries what somebody has pasted in. It is kept only once it has opened the door. */
  const tryIn = useCallback(async (by: Access): Promise<Trouble | undefined> => {
    const answer = await look(by);
    if (answer.kind !== 'ok') return answer;
    keepAccess(sessionStorage, by);
    setAccess(by);
    setStand({ kind: 'in' });
    return undefined;
  }, []);

  const leave = useCallback((why?: Trouble) => {
    keepAccess(sessionStorage, { kind: 'machine' });
    setAccess({ kind: 'machine' });
    setStand({ kind: 'out', ...(why === undefined ? {} : { why }) });
  }, []);
  const api = useMemo(
    (): Api => ({
      ...apiClient(access),
      noticed: (answer) => {
        if (answer.kind === 'refused' && answer.refusal.status === 401) leave(answer);
        return answer;
      },
    }),
    [access, leave],
  );
  const onLeave = stand.kind === 'in' && access.kind !== 'machine' ? () => leave() : undefined;

  return (
    <div className="page">
      <Header theme={theme} onTheme={onTheme} onLeave={onLeave} />
      {stand.kind === 'asking' && (
        <main className="door">
          <Spinner label={strings.loading} />
        </main>
      )}
      {stand.kind === 'noAnswer' && (
        <main className="door">
          <TroubleBar trouble={stand.trouble} onTryAgain={() => void begin()} />
        </main>
      )}
      {stand.kind === 'out' && <SignIn why={stand.why} onTry={tryIn} />}
      {stand.kind === 'in' && (
        <ApiContext value={api}>
          <Frame />
        </ApiContext>
      )}
    </div>
  );
}

const look = (by: Access) => apiClient(by).get('live-calls?limit=1', liveCalls);

const keepsOut = (answer: Answer<unknown>): boolean =>
  answer.kind === 'refused' && (answer.refusal.status === 401 || answer.refusal.status === 403);
