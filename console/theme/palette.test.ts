import { describe, expect, test } from 'vitest';
import { DARK, LIGHT, type Palette } from './palette.ts';

const AA = 4.5;
const TEXTS = ['text', 'muted', 'accent', 'red', 'yellow', 'blue', 'green'] as const;
const SURFACES = ['canvas', 'surface', 'raised'] as const;

/** Relative luminance and contrast of WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
] as const)('in the %s palette', (_, palette: Palette) => {
  test('every colour of a text can be read on every surface', () => {
    for (const text of TEXTS) {
      for (const surface of SURFACES) {
        expect(contrast(palette[text], palette[surface]), `${text} on ${surface}`).toBeGreaterThanOrEqual(AA);
      }
    }
  });

  test('and on the soft ground that belongs to it', () => {
    for (const name of ['accent', 'red', 'yellow', 'blue', 'green'] as const) {
      expect(contrast(palette[name], palette[`${name}Soft`]), name).toBeGreaterThanOrEqual(AA);
    }
    expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(AA);
  });
});
