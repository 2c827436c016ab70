import { AutoComplete, Input, InputNumber, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../language/language-context.ts';
import { ENUM_NAMES, type EnumName } from '../vocabulary/enums.ts';
import { REFERRED_TO, useAgencyNames } from '../vocabulary/use-agency-names.ts';
import { useNames } from '../vocabulary/use-names.ts';
import { InstalmentsInput } from './instalments-input.tsx';
import type { InstalmentValue } from './move-values.ts';
import type { MoveField } from './moves.ts';
import { MOVE_TEXTS } from './texts.ts';

const LONGEST = 2_000;

export interface Committee {
  readonly code: string;
  readonly name: string;
  readonly why: string;
}

interface MoveInputProps {
  readonly field: MoveField;
  readonly committees: readonly Committee[];
  // From `Form.Item`.
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (value: unknown) => void;
}

/** The right input for a field. Times are typed as they are in Asia/Shanghai. */
export function MoveInput({
  field,
  committees,
  id,
  value,
  onChange = () => undefined,
}: MoveInputProps): ReactNode {
  const t = useTexts(MOVE_TEXTS);
  const agencyName = useAgencyNames();
  const agencies = REFERRED_TO.map((name) => ({ value: name, label: `${agencyName(name)} (${name})` }));
  const common = { ...(id === undefined ? {} : { id }) };
  switch (field.kind) {
    case 'text':
    case 'moment':
      return (
        <Input
          {...common}
          type={field.kind === 'moment' ? 'datetime-local' : 'text'}
          value={textOf(value)}
          onChange={({ target }) => {
            onChange(target.value);
          }}
        />
      );
    case 'long':
      return (
        <Input.TextArea
          {...common}
          rows={3}
          maxLength={LONGEST}
          value={textOf(value)}
          onChange={({ target }) => {
            onChange(target.value);
          }}
        />
      );
    case 'yuan':
    case 'number':
      return (
        <InputNumber
          {...common}
          min={field.kind === 'number' ? 1 : 0}
          precision={field.kind === 'number' ? 0 : 2}
          value={value as number | null}
          onChange={onChange}
        />
      );
    case 'yes-no':
      return <Switch {...common} checked={value === true} onChange={onChange} />;
    case 'names':
      return (
        <Select
          {...common}
          mode="tags"
          {...(field.name === 'agencies' ? { options: agencies } : { open: false, suffix: null })}
          placeholder={t('names')}
          value={value as string[]}
          onChange={onChange}
        />
      );
    case 'agency':
      return (
        <AutoComplete {...common} allowClear value={textOf(value)} options={agencies} onChange={onChange} />
      );
    case 'committee':
      return (
        <Select
          {...common}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={value as string}
          options={committees.map(({ code, name, why }) => ({
            value: code,
            label: t('proposed', { name, why }),
          }))}
          onChange={onChange}
        />
      );
    case 'instalments':
      return <InstalmentsInput value={(value ?? []) as readonly InstalmentValue[]} onChange={onChange} />;
    case 'enum':
      return <EnumInput {...common} type={field.of ?? 'Urgency'} value={value} onChange={onChange} />;
  }
}

interface EnumInputProps {
  readonly id?: string;
  readonly type: EnumName;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

function EnumInput({ id, type, value, onChange }: EnumInputProps): ReactNode {
  const nameOf = useNames();
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={value as string}
      options={Object.keys(ENUM_NAMES[type]).map((one) => ({
        value: one,
        label: nameOf(type, one as never),
      }))}
      onChange={onChange}
    />
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
