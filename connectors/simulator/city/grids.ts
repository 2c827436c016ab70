import { communitiesIn } from './atlas.ts';
import type { Street } from './regions.ts';

/** Every street is cut into so many grids (网格), numbered from 1. */
export const GRIDS_PER_STREET = 18;

/** The street's code and three digits. */
export function gridCodeOf(street: Street, grid: number): string {
  return street.code + String(grid).padStart(3, '0');
}

export function gridNameOf(street: Street, grid: number): string {
  return `${street.name}第${grid}网格`;
}

/** Number of the community that the grid belongs to, from 1; every community has at least one grid. */
export function communityOfGrid(street: Street, grid: number): number {
  return 1 + ((grid - 1) % communitiesIn(street));
}

/** 12 digits: the street's code and three digits. */
export function communityCodeOf(street: Street, community: number): string {
  return street.code + String(community).padStart(3, '0');
}
