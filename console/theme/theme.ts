import { theme as antdTheme, type ThemeConfig } from 'antd';
import { DARK, LIGHT, type Palette } from './palette.ts';

export const APPEARANCES = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof APPEARANCES)[number];

const STORAGE_KEY = 'tributary.appearance';

export function readAppearance(): Appearance {
  const kept = localStorage.getItem(STORAGE_KEY);
  return APPEARANCES.find((one) => one === kept) ?? 'system';
}

export function keepAppearance(appearance: Appearance): void {
  localStorage.setItem(STORAGE_KEY, appearance);
}

export const FONT =
  "-apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Hiragino Sans GB', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', sans-serif";

/** antd's tokens from our palette. Its own secondary texts (descriptions, placeholders, titles of figures) have too little contrast for AA. */
export function themeOf(isDark: boolean): ThemeConfig {
  const palette: Palette = isDark ? DARK : LIGHT;
  return {
    algorithm: isDark ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    cssVar: { key: 'tributary' },
    token: {
      // Who asks the system for less movement gets none.
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      fontFamily: FONT,
      fontSize: 14,
      borderRadius: 6,
      colorPrimary: palette.accent,
      colorLink: palette.accent,
      colorTextLightSolid: palette.onAccent,
      colorBgLayout: palette.canvas,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.surface,
      colorBorder: palette.line,
      colorBorderSecondary: palette.line,
      colorText: palette.text,
      colorTextHeading: palette.text,
      colorTextSecondary: palette.muted,
      colorTextTertiary: palette.muted,
      colorTextQuaternary: palette.muted,
      colorTextDescription: palette.muted,
      colorTextPlaceholder: palette.muted,
      colorIcon: palette.muted,
      colorError: palette.red,
      colorErrorText: palette.red,
      colorWarning: palette.yellow,
      colorSuccess: palette.green,
      colorInfo: palette.accent,
      colorInfoBg: palette.accentSoft,
      colorInfoBorder: palette.line,
      colorWarningBg: palette.yellowSoft,
      colorWarningBorder: palette.line,
      colorErrorBg: palette.redSoft,
      colorErrorBorder: palette.line,
      colorSuccessBg: palette.greenSoft,
      colorSuccessBorder: palette.line,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
    },
    components: {
      Table: { headerBg: palette.raised, headerColor: palette.muted, cellPaddingBlock: 10 },
      Tooltip: { colorTextLightSolid: '#ffffff', colorBgSpotlight: '#22303c' },
      Button: { primaryShadow: 'none', dangerShadow: 'none', defaultShadow: 'none' },
    },
  };
}
