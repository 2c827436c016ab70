import type { ReactNode } from 'react';
import { isDay } from '../trends/day-range.ts';
import './day-field.css';

interface DayFieldProps {
  readonly label: string;
  /** `2026-11-24`, by the clock of the hub's cities. */
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
}

/** A day, with the browser's own calendar: it works by keyboard, by touch and by voice. */
export function DayField({ label, value, onChange }: DayFieldProps): ReactNode {
  return (
    <input
      type="date"
      className="day-field"
      aria-label={label}
      value={value ?? ''}
      max="9999-12-31"
      onChange={({ target }) => {
        if (target.value === '') onChange(null);
        else if (isDay(target.value)) onChange(target.value);
      }}
    />
  );
}
