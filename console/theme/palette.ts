/** Colours of the page by what they mean; every text colour keeps 4.5:1 on every surface (WCAG 2.2, 1.4.3), which `palette.test.ts` measures. */
export interface Palette {
  readonly canvas: string;
  readonly surface: string;
  readonly raised: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly onAccent: string;
  readonly red: string;
  readonly redSoft: string;
  readonly yellow: string;
  readonly yellowSoft: string;
  readonly blue: string;
  readonly blueSoft: string;
  readonly green: string;
  readonly greenSoft: string;
}

export const LIGHT: Palette = {
  canvas: '#f3f5f7',
  surface: '#ffffff',
  raised: '#f8fafb',
  line: '#dce2e8',
  text: '#17212b',
  muted: '#52606d',
  accent: '#0f5f8c',
  accentSoft: '#e3eff6',
  onAccent: '#ffffff',
  red: '#b3261e',
  redSoft: '#fdecea',
  yellow: '#7a5200',
  yellowSoft: '#fff4d6',
  blue: '#1d4fb8',
  blueSoft: '#e8effc',
  green: '#1b6b3a',
  greenSoft: '#e6f4ea',
};

export const DARK: Palette = {
  canvas: '#10161c',
  surface: '#18212a',
  raised: '#1f2a34',
  line: '#33414e',
  text: '#e8edf2',
  muted: '#a3b1be',
  accent: '#6db8e3',
  accentSoft: '#1b3444',
  onAccent: '#0c1a24',
  red: '#ff9d94',
  redSoft: '#43211f',
  yellow: '#f2c04d',
  yellowSoft: '#3b301a',
  blue: '#9dbcff',
  blueSoft: '#20304f',
  green: '#7fd49b',
  greenSoft: '#1b3727',
};

/** `--canvas`, `--accent-soft` …: what the pages' own style sheets use. */
export function publishPalette(palette: Palette, style: CSSStyleDeclaration): void {
  for (const [name, colour] of Object.entries(palette)) {
    style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, String(colour));
  }
}
