import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { Problem } from '../state/softphone-state.ts';
import { strings, wordsOf } from '../strings.ts';

export interface ProblemBarProps {
  readonly problem: Problem | undefined;
  readonly onDismiss: () => void;
  readonly onTryAgain: (() => void) | undefined;
}

/** Says what is wrong and what to do. The region is always there, so that screen readers notice the new words. */
export function ProblemBar({ problem, onDismiss, onTryAgain }: ProblemBarProps) {
  return (
    <div role="alert" data-testid="problem" className="problem">
      {problem !== undefined && (
        <MessageBar
          intent={problem.kind === 'toneRefused' || problem.kind === 'safeFlow' ? 'warning' : 'error'}
          layout="multiline"
        >
          <MessageBarBody>
            <MessageBarTitle>{wordsOf(problem).title}</MessageBarTitle>
            {wordsOf(problem).advice}
          </MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button appearance="transparent" icon={<DismissRegular />} aria-label={strings.dismiss} onClick={onDismiss} />
            }
          >
            {onTryAgain !== undefined && <Button onClick={onTryAgain}>{strings.tryAgain}</Button>}
          </MessageBarActions>
        </MessageBar>
      )}
    </div>
  );
}
