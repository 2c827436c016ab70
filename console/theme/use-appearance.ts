import { useEffect, useState, useSyncExternalStore } from 'react';
import { DARK, LIGHT, publishPalette } from './palette.ts';
import { keepAppearance, readAppearance, type Appearance } from './theme.ts';

const prefersDark = matchMedia('(prefers-color-scheme: dark)');

function onSystemChange(told: () => void): () => void {
  prefersDark.addEventListener('change', told);
  return () => {
    prefersDark.removeEventListener('change', told);
  };
}

export interface AppearanceChoice {
  readonly appearance: Appearance;
  readonly isDark: boolean;
  readonly choose: (appearance: Appearance) => void;
}

/** Light, dark or as the system has it, kept for the next visit. */
export function useAppearance(): AppearanceChoice {
  const [appearance, setAppearance] = useState(readAppearance);
  const isSystemDark = useSyncExternalStore(onSystemChange, () => prefersDark.matches);
  const isDark = appearance === 'dark' || (appearance === 'system' && isSystemDark);
  useEffect(() => {
    const { style, dataset } = document.documentElement;
    publishPalette(isDark ? DARK : LIGHT, style);
    style.colorScheme = isDark ? 'dark' : 'light';
    dataset['theme'] = isDark ? 'dark' : 'light';
  }, [isDark]);
  return {
    appearance,
    isDark,
    choose: (next) => {
      keepAppearance(next);
      setAppearance(next);
    },
  };
}
