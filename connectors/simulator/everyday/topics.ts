import { COURT_TOPICS, GRID_TOPICS } from './grid-and-court.ts';
import { HOTLINE_ANSWERS } from './hotline-answers.ts';
import { HOTLINE_CITY } from './hotline-city.ts';
import { POLICE_TOPICS } from './police.ts';
import type { EverydayTopic } from './topic.ts';

/** All everyday business of the four Chinese agencies. */
export const EVERYDAY_TOPICS: readonly EverydayTopic[] = [
  ...POLICE_TOPICS,
  ...HOTLINE_ANSWERS,
  ...HOTLINE_CITY,
  ...GRID_TOPICS,
  ...COURT_TOPICS,
];
