import { Button, Text } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { strings } from '../strings.ts';

/** In place of an empty page when drawing it fails. A class, because React has no other way to catch this. */
export class CrashNotice extends Component<{ readonly children: ReactNode }, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    if (!this.state.crashed) return this.props.children;
    return (
      <main className="page crash" role="alert">
        <Text as="h1" size={500} weight="semibold">
          {strings.crashed}
        </Text>
        <Text>{strings.crashedAdvice}</Text>
        <Button appearance="primary" onClick={() => location.reload()}>
          {strings.reload}
        </Button>
      </main>
    );
  }
}
