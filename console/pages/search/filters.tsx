import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { setAddress } from '../../routing/location.ts';
import { ENUM_NAMES, type EnumName } from '../../vocabulary/enums.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { addressOf, EVERY_DISPUTE, type DisputeQuery } from '../disputes/dispute-query.ts';
import { SEARCH } from './texts.ts';

const ORDERS = Object.keys(ENUM_NAMES.DisputeOrder) as (keyof (typeof ENUM_NAMES)['DisputeOrder'])[];

interface FiltersProps {
  readonly query: DisputeQuery;
}

/** What narrows the results, in the address so that a view can be shared. */
export function Filters({ query }: FiltersProps): ReactNode {
  const t = useTexts(SEARCH);
  const change = (changes: Partial<DisputeQuery>): void => {
    setAddress(addressOf({ ...query, ...changes }));
  };
  const isNarrowed =
    JSON.stringify({ ...query, text: null, order: '' }) !== JSON.stringify({ ...EVERY_DISPUTE, order: '' });
  return (
    <div className="filters">
      <Choice
        label={t('colour')}
        type="Colour"
        values={query.colours}
        onChange={(colours) => {
          change({ colours });
        }}
      />
      <Choice
        label={t('feeds')}
        type="FeedName"
        values={query.feeds}
        onChange={(feeds) => {
          change({ feeds });
        }}
      />
      <Choice
        label={t('handling')}
        type="WorkflowState"
        values={query.handling}
        onChange={(handling) => {
          change({ handling });
        }}
      />
      <Choice
        label={t('category')}
        type="DisputeCategory"
        values={query.categories}
        onChange={(categories) => {
          change({ categories });
        }}
      />
      <Order
        order={query.order}
        onChange={(order) => {
          change({ order });
        }}
      />
      {isNarrowed && (
        <Button
          type="link"
          onClick={() => {
            setAddress(addressOf({ ...EVERY_DISPUTE, text: query.text, order: query.order }));
          }}
        >
          {t('clear')}
        </Button>
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly type: EnumName;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

function Choice({ label, type, values, onChange }: ChoiceProps): ReactNode {
  const nameOf = useNames();
  return (
    <Select
      mode="multiple"
      aria-label={label}
      className="filter"
      allowClear
      maxTagCount="responsive"
      placeholder={label}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      value={[...values]}
      options={Object.keys(ENUM_NAMES[type]).map((value) => ({ value, label: nameOf(type, value as never) }))}
      onChange={onChange}
    />
  );
}

function Order({
  order,
  onChange,
}: {
  readonly order: string;
  readonly onChange: (order: string) => void;
}): ReactNode {
  const t = useTexts(SEARCH);
  return (
    <Select
      aria-label={t('order')}
      className="filter"
      popupMatchSelectWidth={false}
      value={order}
      options={ORDERS.map((value) => ({ value, label: t(value) }))}
      onChange={onChange}
    />
  );
}
