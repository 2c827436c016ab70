import type { ReactNode } from 'react';
import { inLanguage } from '../language/bilingual.ts';
import { useLanguage, useTexts } from '../language/language-context.ts';
import { useKnownTexts } from '../language/use-known-texts.ts';
import { FIELDS, LEVELS } from './evidence-texts.ts';
import { LINKS } from './texts.ts';
import './evidence.css';

/** One compared field, as the graph has it. */
export interface ComparedField {
  readonly field: string | null;
  readonly level: string | null;
  readonly weight: number | null;
  readonly note: string | null;
}

const STRONGEST = 12;

/** What agrees and what does not, each with how much it weighs: to the right for one dispute, to the left against it. */
export function Evidence({ fields }: { readonly fields: readonly ComparedField[] }): ReactNode {
  const t = useTexts(LINKS);
  const language = useLanguage();
  const fieldName = useKnownTexts(FIELDS);
  const levelName = useKnownTexts(LEVELS);
  return (
    <table className="evidence">
      <caption className="unseen">{t('evidence')}</caption>
      <tbody>
        {fields.map((one) => {
          if (one.field === null) return null;
          const weight = one.weight ?? 0;
          const width = `${(Math.min(STRONGEST, Math.abs(weight)) / STRONGEST) * 50}%`;
          return (
            <tr key={one.field} title={one.note === null ? undefined : inLanguage(one.note, language)}>
              <th scope="row">{fieldName(one.field)}</th>
              <td>{one.level === null ? null : levelName(one.level)}</td>
              <td className="evidence-weight">
                <span
                  className={weight < 0 ? 'evidence-bar evidence-against' : 'evidence-bar'}
                  style={weight < 0 ? { width, right: '50%' } : { width, left: '50%' }}
                />
                <span className="unseen">{t(weight < 0 ? 'speaksAgainst' : 'speaksFor')}</span>
              </td>
              <td className="evidence-figure figures">{`${weight > 0 ? '+' : ''}${weight.toFixed(1)}`}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
