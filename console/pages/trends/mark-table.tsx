import type { ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { Link } from '../../routing/link.tsx';
import type { Mark, Matrix } from './trend-model.ts';
import { TRENDS } from './texts.ts';

interface MarkTableProps {
  readonly title: string;
  readonly marks: readonly Mark[];
  readonly label: (key: string) => string;
  readonly amount: (mark: Mark) => string;
}

/** Marks of a chart as a table; each number leads where the mark leads. */
export function MarkTable({ title, marks, label, amount }: MarkTableProps): ReactNode {
  const t = useTexts(TRENDS);
  return (
    <Scrolled title={title}>
      <table className="trend-table">
        <thead>
          <tr>
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('count')}</th>
          </tr>
        </thead>
        <tbody>
          {marks.map((mark) => (
            <tr key={mark.key}>
              <th scope="row">{label(mark.key)}</th>
              <td className="figures">
                <Amount mark={mark} words={label(mark.key)} text={amount(mark)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

interface MatrixTableProps {
  readonly title: string;
  readonly matrix: Matrix;
  readonly regionLabel: (code: string) => string;
  readonly label: (name: string) => string;
  readonly amount: (mark: Mark) => string;
}

export function MatrixTable({ title, matrix, regionLabel, label, amount }: MatrixTableProps): ReactNode {
  const t = useTexts(TRENDS);
  const byKey = new Map(matrix.marks.map((mark) => [mark.key, mark]));
  return (
    <Scrolled title={title}>
      <table className="trend-table">
        <thead>
          <tr>
            <th scope="col">{t('region')}</th>
            {matrix.categories.map((name) => (
              <th key={name} scope="col">
                {label(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.regions.map((region) => (
            <tr key={region}>
              <th scope="row">{regionLabel(region)}</th>
              {matrix.categories.map((name) => {
                const mark = byKey.get(`${region} ${name}`);
                const words = `${regionLabel(region)} · ${label(name)}`;
                return (
                  <td key={name} className="figures">
                    {mark === undefined ? '' : <Amount mark={mark} words={words} text={amount(mark)} />}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

function Amount({
  mark,
  words,
  text,
}: {
  readonly mark: Mark;
  readonly words: string;
  readonly text: string;
}): ReactNode {
  const t = useTexts(TRENDS);
  return mark.link === null ? (
    text
  ) : (
    <Link to={mark.link} aria-label={`${text} ${t('list', { what: words })}`}>
      {text}
    </Link>
  );
}

/** Wide and long tables scroll on their own, by keyboard too. */
export function Scrolled({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className="trend-scroll" tabIndex={0} role="region" aria-label={title}>
      {children}
    </div>
  );
}
