import { Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';

/** What a list shows before there is anything in it. */
export function EmptyState(props: { readonly icon: ReactNode; readonly title: string; readonly hint: string }) {
  return (
    <div className="empty">
      <span className="empty-icon" aria-hidden>
        {props.icon}
      </span>
      <Text weight="semibold" align="center">
        {props.title}
      </Text>
      <Text size={200} align="center">
        {props.hint}
      </Text>
    </div>
  );
}
