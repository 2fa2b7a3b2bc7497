import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { Trouble } from '../api/answer.ts';
import { strings } from '../strings.ts';
import { wordsOfTrouble } from '../words.ts';
import { CodeLink } from './Why.tsx';

export interface TroubleBarProps {
  readonly trouble: Trouble | undefined;
  readonly onTryAgain?: () => void;
}

/** Says what is wrong and what to do. The region is always there, so that screen readers notice the new words. */
export function TroubleBar({ trouble, onTryAgain }: TroubleBarProps) {
  const code = trouble?.kind === 'refused' ? trouble.refusal.code : undefined;
  return (
    <div role="alert" className="trouble" data-testid="trouble">
      {trouble !== undefined && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{wordsOfTrouble(trouble).title}</MessageBarTitle>
            {wordsOfTrouble(trouble).advice} {code !== undefined && <CodeLink code={code} />}
          </MessageBarBody>
          {onTryAgain !== undefined && (
            <MessageBarActions>
              <Button onClick={onTryAgain}>{strings.tryAgain}</Button>
            </MessageBarActions>
          )}
        </MessageBar>
      )}
    </div>
  );
}
