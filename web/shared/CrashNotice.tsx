import { Button, Text } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { sharedStrings as strings } from './strings.ts';

export interface CrashNoticeProps {
  readonly title: string;
  readonly advice: string;
  readonly children: ReactNode;
}

/** In place of an empty page when drawing it fails. A class, because React has no other way to catch this. */
export class CrashNotice extends Component<CrashNoticeProps, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    const { title, advice, children } = this.props;
    if (!this.state.crashed) return children;
    return (
      <main className="page crash" role="alert">
        <Text as="h1" size={500} weight="semibold">
          {title}
        </Text>
        <Text>{advice}</Text>
        <Button appearance="primary" onClick={() => location.reload()}>
          {strings.reload}
        </Button>
      </main>
    );
  }
}
