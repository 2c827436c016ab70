import { COURT_TOPICS, GRID_TOPICS } from './grid-and-court.ts';
import { HOTLINE_TOPICS } from './hotline.ts';
import { POLICE_TOPICS } from './police.ts';
import type { EverydayTopic } from './topic.ts';

/** All everyday business of the four Chinese agencies. */
export const EVERYDAY_TOPICS: readonly EverydayTopic[] = [
  ...POLICE_TOPICS,
  ...HOTLINE_TOPICS,
  ...GRID_TOPICS,
  ...COURT_TOPICS,
];
