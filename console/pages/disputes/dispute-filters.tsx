import { Button, Input, InputNumber, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { useBoxIcons } from '../../parts/use-box-icons.tsx';
import { setAddress } from '../../routing/location.ts';
import { isCategory } from '../../vocabulary/categories.ts';
import type { DisputeCategory, DisputeOrder } from '../../vocabulary/enums.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { DayField } from './day-field.tsx';
import { addressOf, EVERY_DISPUTE, ORDERS, type DisputeQuery } from './dispute-query.ts';
import { CategoryField, EnumField, RegionField } from './filter-fields.tsx';
import { DISPUTES } from './texts.ts';

const RANGES = ['opened', 'active', 'registered', 'due'] as const;
/** Conditions that stand in sight from the start. */
const BASIC = new Set(['text', 'region', 'feeds', 'colours', 'categories', 'opened', 'order']);

/** All conditions of a list; each is at once in the address. */
export function DisputeFilters({ query }: { readonly query: DisputeQuery }): ReactNode {
  const t = useTexts(DISPUTES);
  const { clearing, searchIcon } = useBoxIcons();
  const nameOf = useNames();
  const asked = Object.keys(query) as (keyof DisputeQuery)[];
  const isSet = (key: keyof DisputeQuery): boolean =>
    JSON.stringify(query[key]) !== JSON.stringify(EVERY_DISPUTE[key]);
  const [isOpen, setIsOpen] = useState(() => asked.some((key) => isSet(key) && !BASIC.has(key)));
  const change = (changes: Partial<DisputeQuery>): void => {
    setAddress(addressOf({ ...query, ...changes }));
  };
  const [category = null] = query.categories;
  const [holding = null] = query.holding;
  const flag = (key: 'awaiting' | 'supervised'): ReactNode => (
    <Field label={t(key)}>
      <Select
        aria-label={t(key)}
        value={query[key] === null ? 'any' : String(query[key])}
        options={[
          { value: 'any', label: t('any') },
          { value: 'true', label: t('yes') },
          { value: 'false', label: t('no') },
        ]}
        onChange={(value: string) => {
          change({ [key]: value === 'any' ? null : value === 'true' });
        }}
      />
    </Field>
  );
  const knownCategory = (name: string | null): DisputeCategory | null =>
    name !== null && isCategory(name) ? name : null;
  return (
    <div className="list-filters" role="group" aria-label={t('filters')}>
      <Field label={t('text')}>
        <Input.Search
          key={query.text}
          aria-label={t('text')}
          defaultValue={query.text ?? ''}
          allowClear={clearing}
          searchIcon={searchIcon}
          onSearch={(text) => {
            change({ text: text.trim().length < 2 ? null : text.trim() });
          }}
        />
      </Field>
      <Field label={t('region')}>
        <RegionField
          label={t('region')}
          any={t('any')}
          value={query.region}
          onChange={(region) => {
            change({ region });
          }}
        />
      </Field>
      <Field label={t('category')}>
        <CategoryField
          label={t('category')}
          any={t('any')}
          value={knownCategory(category)}
          onChange={(next) => {
            change({ categories: next === null ? [] : [next] });
          }}
        />
      </Field>
      <Field label={t('feeds')}>
        <EnumField
          type="FeedName"
          label={t('feeds')}
          any={t('any')}
          value={query.feeds}
          onChange={(feeds) => {
            change({ feeds });
          }}
        />
      </Field>
      <Field label={t('colours')}>
        <EnumField
          type="Colour"
          label={t('colours')}
          any={t('any')}
          value={query.colours}
          onChange={(colours) => {
            change({ colours });
          }}
        />
      </Field>
      <Field label={t('order')}>
        <Select
          aria-label={t('order')}
          value={query.order}
          options={ORDERS.map((order) => ({
            value: order,
            label: nameOf('DisputeOrder', order as DisputeOrder),
          }))}
          popupMatchSelectWidth={false}
          onChange={(order: string) => {
            change({ order });
          }}
        />
      </Field>
      {(isOpen ? RANGES : RANGES.slice(0, 1)).map((name) => (
        <Field key={name} label={t(name)}>
          <span className="list-days">
            <DayField
              label={t('from', { what: t(name) })}
              value={query[name]?.from ?? null}
              onChange={(from) => {
                change({ [name]: { from, to: query[name]?.to ?? null } });
              }}
            />
            <span aria-hidden="true">–</span>
            <DayField
              label={t('to', { what: t(name) })}
              value={query[name]?.to ?? null}
              onChange={(to) => {
                change({ [name]: { from: query[name]?.from ?? null, to } });
              }}
            />
          </span>
        </Field>
      ))}
      {isOpen && (
        <>
          <Field label={t('holding')}>
            <CategoryField
              label={t('holding')}
              any={t('any')}
              value={knownCategory(holding)}
              onChange={(next) => {
                change({ holding: next === null ? [] : [next] });
              }}
            />
          </Field>
          <Field label={t('states')}>
            <EnumField
              type="DisputeState"
              label={t('states')}
              any={t('any')}
              value={query.states}
              onChange={(states) => {
                change({ states });
              }}
            />
          </Field>
          <Field label={t('handling')}>
            <EnumField
              type="WorkflowState"
              label={t('handling')}
              any={t('any')}
              value={query.handling}
              onChange={(handling) => {
                change({ handling });
              }}
            />
          </Field>
          <Field label={t('countsAs')}>
            <EnumField
              type="HandlingMark"
              label={t('countsAs')}
              any={t('any')}
              value={query.countsAs === null ? [] : [query.countsAs]}
              onChange={(marks) => {
                change({ countsAs: marks.at(-1) ?? null });
              }}
            />
          </Field>
          <Field label={t('agency')}>
            <Input.Search
              key={query.agency}
              aria-label={t('agency')}
              defaultValue={query.agency ?? ''}
              allowClear={clearing}
              searchIcon={searchIcon}
              onSearch={(agency) => {
                change({ agency: agency.trim() || null });
              }}
            />
          </Field>
          {(['minScore', 'minRecords'] as const).map((name) => (
            <Field key={name} label={t(name)}>
              <InputNumber
                aria-label={t(name)}
                min={0}
                max={name === 'minScore' ? 100 : 1_000}
                value={query[name]}
                onChange={(value) => {
                  change({ [name]: value });
                }}
              />
            </Field>
          ))}
          {flag('awaiting')}
          {flag('supervised')}
        </>
      )}
      <span className="list-buttons">
        <Button
          aria-expanded={isOpen}
          onClick={() => {
            setIsOpen(!isOpen);
          }}
        >
          {t(isOpen ? 'fewer' : 'more')}
        </Button>
        {asked.some(isSet) && (
          <Button
            type="text"
            onClick={() => {
              setAddress(addressOf(EVERY_DISPUTE));
            }}
          >
            {t('clear')}
          </Button>
        )}
      </span>
    </div>
  );
}

function Field({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="list-field">
      <span className="list-label" aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  );
}
