import type { ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { ENUM_NAMES, type EnumName, type ExportList } from '../../vocabulary/enums.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { DISPUTES } from '../disputes/texts.ts';
import { labelOf } from './criteria-labels.ts';
import { conditionsOf, type Condition } from './criteria-model.ts';
import { CRITERIA } from './criteria-texts.ts';

interface CriteriaWordsProps {
  readonly list: ExportList;
  /** As `ExportJob.criteria` has them. */
  readonly criteria: string;
}

/** Which rows were asked for, in the words of the filter bars. */
export function CriteriaWords({ list, criteria }: CriteriaWordsProps): ReactNode {
  const t = useTexts(CRITERIA);
  const bar = useTexts(DISPUTES);
  const nameOf = useNames();
  const conditions = conditionsOf(list, criteria);
  if (conditions.length === 0) return <span className="muted">{t('everything')}</span>;
  const called = ({ input, field }: Condition): string => {
    const label = labelOf(input, field);
    if (label === null) return field;
    return label.from === 'DISPUTES' ? wordOn(bar, label.key) : t(label.key);
  };
  const told = ({ type, values }: Condition): string => {
    if (type === 'DateTimeRange') return values.join(' – ');
    if (type === 'Boolean') return values.map((value) => bar(value === 'true' ? 'yes' : 'no')).join('');
    return values.map((value) => (isEnum(type) ? nameOf(type, value as never) : value)).join(', ');
  };
  return (
    <dl className="export-criteria">
      {conditions.map((one) => (
        <div key={`${one.input}.${one.field}`}>
          <dt>{called(one)}</dt>
          <dd>{told(one)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Texts of the bar that stand alone. */
function wordOn(
  bar: ReturnType<typeof useTexts<(typeof DISPUTES)['en']>>,
  key: keyof (typeof DISPUTES)['en'],
): string {
  return (bar as (key: string) => string)(key);
}

function isEnum(type: string): type is EnumName {
  return Object.hasOwn(ENUM_NAMES, type);
}
