import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../language/language-context.ts';
import type { InstalmentValue } from './move-values.ts';
import { MOVE_TEXTS } from './texts.ts';
import './moves.css';

interface InstalmentsInputProps {
  readonly value: readonly InstalmentValue[];
  readonly onChange: (value: readonly InstalmentValue[]) => void;
}

/** Instalments of an agreement: a day and an amount each. */
export function InstalmentsInput({ value, onChange }: InstalmentsInputProps): ReactNode {
  const t = useTexts(MOVE_TEXTS);
  const change = (index: number, changes: Partial<InstalmentValue>): void => {
    onChange(value.map((one, at) => (at === index ? { ...one, ...changes } : one)));
  };
  return (
    <div className="instalments">
      {value.map((one, index) => (
        <div key={index} className="instalment">
          <Input
            type="date"
            aria-label={`${t('instalmentDue')} ${index + 1}`}
            value={one.day}
            onChange={({ target }) => {
              change(index, { day: target.value });
            }}
          />
          <InputNumber
            min={0}
            precision={2}
            aria-label={`${t('amountFen')} ${index + 1}`}
            value={one.yuan}
            onChange={(yuan) => {
              change(index, { yuan: yuan ?? 0 });
            }}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('removeInstalment', { no: index + 1 })}
            onClick={() => {
              onChange(value.filter((_, at) => at !== index));
            }}
          />
        </div>
      ))}
      <Button
        icon={<PlusOutlined />}
        onClick={() => {
          onChange([...value, { day: '', yuan: 0 }]);
        }}
      >
        {t('addInstalment')}
      </Button>
    </div>
  );
}
