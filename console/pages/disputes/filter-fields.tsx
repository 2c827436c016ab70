import { Select, TreeSelect } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useQuery } from 'urql';
import { useFeedNames } from '../../parts/feed-tag.tsx';
import { CATEGORIES, CATEGORY_CLASSES, classOf } from '../../vocabulary/categories.ts';
import { ENUM_NAMES, type DisputeCategory, type EnumName, type FeedName } from '../../vocabulary/enums.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { lastDays, momentsOf } from '../trends/day-range.ts';
import { KNOWN_REGIONS } from './regions.ts';
import './filter-fields.css';

interface FieldProps<Value> {
  readonly label: string;
  /** Shown while nothing is chosen. */
  readonly any: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

const LOOKED_AT_DAYS = 365;

/** A division in which there were disputes, or the beginning of any code. */
export function RegionField({ label, any, value, onChange }: FieldProps<string | null>): ReactNode {
  const [typed, setTyped] = useState('');
  const [filter] = useState(() => momentsOf(lastDays(LOOKED_AT_DAYS, new Date())));
  const [{ data }] = useQuery({ query: KNOWN_REGIONS, variables: { filter } });
  const options = useMemo(() => {
    const known = new Map<string, string>();
    for (const { regionCode, region } of data?.disputeStats?.cells ?? []) {
      if (regionCode === null) continue;
      const path = region?.path ?? [];
      known.set(regionCode, region?.name ?? regionCode);
      const [, city] = path;
      if (city !== undefined) known.set(regionCode.slice(0, 4), city);
    }
    for (const code of [typed, value ?? ''])
      if (/^\d{2,12}$/.test(code) && !known.has(code)) known.set(code, code);
    return [...known]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([code, name]) => ({ value: code, label: code === name ? code : `${name} ${code}` }));
  }, [data, typed, value]);
  return (
    <Select
      aria-label={label}
      placeholder={any}
      value={value}
      options={options}
      allowClear
      showSearch={{ optionFilterProp: 'label', onSearch: setTyped }}
      popupMatchSelectWidth={false}
      className="filter-field"
      onChange={(next?: string | null) => {
        onChange(next ?? null);
      }}
    />
  );
}

/** A class of GB/T 31000 table 91, or one of its sub-classes. */
export function CategoryField({
  label,
  any,
  value,
  onChange,
}: FieldProps<DisputeCategory | null>): ReactNode {
  const nameOf = useNames();
  const tree = useMemo(
    () =>
      CATEGORY_CLASSES.map((one) => ({
        value: one,
        title: nameOf('DisputeCategory', one),
        children: CATEGORIES.filter((sub) => sub !== one && classOf(sub) === one).map((sub) => ({
          value: sub,
          title: nameOf('DisputeCategory', sub),
        })),
      })),
    [nameOf],
  );
  return (
    <TreeSelect
      aria-label={label}
      placeholder={any}
      value={value}
      treeData={tree}
      allowClear
      showSearch={{ treeNodeFilterProp: 'title' }}
      popupMatchSelectWidth={false}
      className="filter-field"
      onChange={(next?: DisputeCategory | null) => {
        onChange(next ?? null);
      }}
    />
  );
}

export function FeedField({ label, any, value, onChange }: FieldProps<FeedName | null>): ReactNode {
  const name = useFeedNames();
  return (
    <Select
      aria-label={label}
      placeholder={any}
      value={value}
      options={(Object.keys(ENUM_NAMES.FeedName) as FeedName[]).map((feed) => ({
        value: feed,
        label: name(feed),
      }))}
      allowClear
      className="filter-field"
      onChange={(next?: FeedName | null) => {
        onChange(next ?? null);
      }}
    />
  );
}

interface EnumFieldProps<Name extends EnumName> extends FieldProps<readonly string[]> {
  readonly type: Name;
}

/** Any number of an enum's values. */
export function EnumField<Name extends EnumName>({
  label,
  any,
  type,
  value,
  onChange,
}: EnumFieldProps<Name>): ReactNode {
  const nameOf = useNames();
  const values = Object.keys(ENUM_NAMES[type]) as (keyof (typeof ENUM_NAMES)[Name])[];
  return (
    <Select
      aria-label={label}
      placeholder={any}
      mode="multiple"
      maxTagCount="responsive"
      value={[...value]}
      options={values.map((one) => ({ value: String(one), label: nameOf(type, one) }))}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      className="filter-field"
      onChange={onChange}
    />
  );
}
