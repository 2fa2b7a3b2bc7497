import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { strings } from '../strings.ts';

export interface Column {
  readonly words: string;
  /** Left out where there is little room; a row says it elsewhere, or can do without. */
  readonly wide?: boolean;
  readonly end?: boolean;
}

export interface ListingProps {
  /** What is listed, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column[];
  /** Rows of the table; undefined while nothing is known yet. */
  readonly rows: readonly ReactNode[] | undefined;
  readonly empty: { readonly icon: ReactNode; readonly title: string; readonly hint: string };
  readonly testId?: string;
}

/** A table, with what it shows before there is anything in it. */
export function Listing({ label, columns, rows, empty, testId }: ListingProps) {
  if (rows === undefined) return <Waiting />;
  if (rows.length === 0) {
    return (
      <div className="card">
        <EmptyState {...empty} />
      </div>
    );
  }
  return (
    <div className="card table-card">
      <table className="table" aria-label={label} data-testid={testId}>
        <thead>
          <tr>
            {columns.map(({ words, wide, end }) => (
              <th key={words} scope="col" className={classOf({ wide, end })}>
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{rows}</tbody>
      </table>
    </div>
  );
}

export function Cell(props: { readonly wide?: boolean; readonly end?: boolean; readonly children?: ReactNode }) {
  return <td className={classOf(props)}>{props.children}</td>;
}

function classOf({ wide, end }: { readonly wide?: boolean | undefined; readonly end?: boolean | undefined }): string | undefined {
  return [wide === true && 'wide', end === true && 'end'].filter(Boolean).join(' ') || undefined;
}

/** The first cell of a row that can be opened: the link covers the whole row. */
export function MainCell(props: { readonly address?: string; readonly title: ReactNode; readonly detail?: ReactNode }) {
  return (
    <th scope="row" className="main-cell">
      {props.address === undefined ? (
        <span className="main-title">{props.title}</span>
      ) : (
        <a className="row-link main-title" href={props.address}>
          {props.title}
        </a>
      )}
      {props.detail !== undefined && <span className="detail">{props.detail}</span>}
    </th>
  );
}

/** In the place of what is being asked for. */
export function Waiting() {
  return (
    <div className="card waiting" role="status">
      <span className="sr-only">{strings.loading}</span>
      <Skeleton aria-hidden>
        {[0, 1, 2].map((row) => (
          <SkeletonItem key={row} className="waiting-row" size={32} />
        ))}
      </Skeleton>
    </div>
  );
}
