import type { Feed } from '../kit/feed.ts';
import { HOTLINE_CROSSWALK, HOTLINE_CROSSWALK_VERSION } from './crosswalk.ts';
import { hotlineExport } from './export.ts';
import { exportFormat } from './export-file.ts';
import { hotlineDraft } from './mapping.ts';
import { hotlineRest } from './rest.ts';

/** The 12345 hotline (政务热线): tickets polled from its interface, and daily exports that they are held against. */
export const hotline12345: Feed = {
  name: 'hotline12345',
  connectors: [hotlineRest, hotlineExport],
  crosswalkVersion: HOTLINE_CROSSWALK_VERSION,
  crosswalk: HOTLINE_CROSSWALK,
  // 工单编号: letters of the city, day, 6 digits.
  numberPatterns: [/(?<![A-Za-z0-9])[A-Z]{2}20\d{12}(?!\d)/gi],
  files: [exportFormat],
  toDraft: hotlineDraft,
};
