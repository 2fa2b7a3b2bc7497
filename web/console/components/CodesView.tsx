import { Field, Input } from '@fluentui/react-components';
import { BookSearchRegular } from '@fluentui/react-icons/svg/book-search';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { useState } from 'react';
import { type Explanation, faultInWords, subjectInWords } from '../../../src/core/call/explain/explanation.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { searchCodes } from '../state/search-codes.ts';
import { strings } from '../strings.ts';
import { ViewHead } from './ViewHead.tsx';

const words = strings.codes;

/** Every code that is explained: the table of docs/result-codes.md. */
export function CodesView({ search }: { readonly search: string }) {
  const [typed, setTyped] = useState(search);
  const found = searchCodes(typed);
  const subjects = [...new Set(found.map(({ about }) => about))];
  return (
    <>
      <ViewHead title={strings.views.codes} hint={words.hint} />
      <div className="filter-bar">
        <Field label={words.search} className="search">
          <Input
            type="search"
            value={typed}
            contentBefore={<SearchRegular aria-hidden />}
            onChange={(_, { value }) => setTyped(value)}
          />
        </Field>
        <span className="hint" role="status">
          {words.found(found.length)}
        </span>
      </div>
      {found.length === 0 && (
        <div className="card">
          <EmptyState icon={<BookSearchRegular />} title={words.none} hint={words.noneHint} />
        </div>
      )}
      {subjects.map((about) => (
        <section key={about} className="section" aria-label={subjectInWords[about]}>
          <h2 className="section-title">{subjectInWords[about]}</h2>
          <div className="card table-card">
            <table className="table codes" aria-label={subjectInWords[about]}>
              <thead>
                <tr>
                  <th scope="col">{strings.columns.code}</th>
                  <th scope="col">{strings.columns.meaning}</th>
                  <th scope="col" className="wide">
                    {strings.columns.fix}
                  </th>
                  <th scope="col" className="wide">
                    {strings.columns.fault}
                  </th>
                </tr>
              </thead>
              <tbody>
                {found
                  .filter((one) => one.about === about)
                  .map((one) => (
                    <CodeRow key={one.key} one={one} />
                  ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
    </>
  );
}

function CodeRow({ one }: { readonly one: Explanation }) {
  return (
    <tr>
      <th scope="row" className="code-key">
        {one.key}
      </th>
      <td>
        <span className="main-title">{one.words}</span>
        <span className="detail">{one.cause}</span>
        <span className="detail narrow-only">
          {strings.columns.fix}: {one.fix}
        </span>
      </td>
      <td className="wide">{one.fix}</td>
      <td className="wide">{faultInWords[one.fault]}</td>
    </tr>
  );
}
