import { useMemo } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { DARK, LIGHT } from '../../theme/palette.ts';
import { FONT } from '../../theme/theme.ts';
import { useIsDark } from '../../theme/use-is-dark.ts';
import { TRENDS } from './texts.ts';
import type { ChartLook } from './chart-options.ts';

/** How charts look and speak, without the words of their marks. */
export function useLook(): Omit<ChartLook, 'label'> {
  const t = useTexts(TRENDS);
  const isDark = useIsDark();
  return useMemo(
    () => ({
      palette: isDark ? DARK : LIGHT,
      font: FONT,
      amount: ({ count, isAtLeast }) => {
        if (!isAtLeast) return String(count);
        return count === 0 ? t('tooFew') : t('atLeast', { count });
      },
    }),
    [isDark, t],
  );
}
