import type { AreaRules } from './rules.ts';
import type { WindowSums } from './window.ts';

/** What cells have in common on a day: one cell alone says little about dispersion and trend, and many say it well. */
export interface Common {
  /** Variance ÷ mean of counts in cells of such a level, at least 1. */
  dispersionAt(level: number): number;
  /** Rise or fall a period, in shares of the mean. */
  readonly slope: number;
}

/** So many periods of a Poisson law are thought to stand beside what was seen. */
const POISSON_PERIODS = 20;
/** A common trend is read from at least so many cells. */
const LEAST_CELLS = 20;
/** How much a common trend can be: standard deviation in shares of the mean a day. A third more or less within three months is common. */
const COMMON_SLOPE_SD_PER_DAY = 0.004;

/** By method of moments, over all cells of the day; dispersion over cells whose levels are within a factor of three. */
export function commonOf(cells: readonly (WindowSums | null)[], rules: AreaRules): Common {
  const bands = new Map<number, { squares: number; poisson: number }>();
  let [products, spread, noise, usable] = [0, 0, 0, 0];
  for (const cell of cells) {
    if (cell === null || cell.periods < rules.leastPeriods) continue;
    usable += 1;
    const at = bandOf(cell.level);
    const band = bands.get(at) ?? { squares: 0, poisson: 0 };
    bands.set(at, {
      squares: band.squares + cell.squares,
      poisson: band.poisson + cell.poissonSquares,
    });
    products += cell.products;
    spread += cell.level * cell.spread;
    noise +=
      (cell.level * cell.spread * Math.max(cell.squares, cell.poissonSquares)) / (cell.poissonSquares || 1);
  }
  const dispersions = new Map<number, number>();
  const dispersionAt = (level: number): number => {
    const at = bandOf(level);
    const known = dispersions.get(at);
    if (known !== undefined) return known;
    const near = [at - 1, at, at + 1].flatMap((band) => bands.get(band) ?? []);
    const prior = POISSON_PERIODS * 2 ** at;
    const squares = near.reduce((sum, band) => sum + band.squares, prior);
    const poisson = near.reduce((sum, band) => sum + band.poisson, prior);
    const dispersion = Math.max(1, squares / poisson);
    dispersions.set(at, dispersion);
    return dispersion;
  };
  return { dispersionAt, slope: usable < LEAST_CELLS ? 0 : drawnIn(products, spread, noise, rules) };
}

function bandOf(level: number): number {
  return Math.round(Math.log2(level));
}

/** Least squares over all cells, drawn towards none by how sure it is. */
function drawnIn(products: number, spread: number, noise: number, { periodDays }: AreaRules): number {
  if (spread <= 0) return 0;
  const prior = (COMMON_SLOPE_SD_PER_DAY * periodDays) ** 2;
  const error = noise / (spread * spread);
  return ((products / spread) * prior) / (prior + error);
}
