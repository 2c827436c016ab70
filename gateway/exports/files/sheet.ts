import { watermarkOf, type ExportCell } from '../../../schema/canonical/export.ts';
import type { ExportJob } from '../../access/export-jobs.ts';
import type { Column } from '../lists/column.ts';
import { called, columnsNamed, LISTS } from '../lists/lists.ts';
import { aboutOf, labelOf, type About } from './about.ts';
import { Clock } from './moments.ts';

/** What is written into a file, of whatever kind it is. */
export interface Sheet {
  readonly columns: readonly Column[];
  /** Of the columns, and of the watermark behind them. */
  readonly headings: readonly string[];
  readonly watermark: string;
  readonly clock: Clock;
  readonly pages: AsyncIterable<readonly (readonly ExportCell[])[]>;
  readonly name: string;
  readonly aboutName: string;
  readonly about: About;
}

/** @param pages rows of the export, page by page */
export function sheetOf(job: ExportJob, pages: Sheet['pages']): Sheet {
  const { list, language } = job;
  const columns = columnsNamed(list, job.columns);
  return {
    columns,
    headings: [...columns.map((one) => called(one, language)), labelOf('watermark', language)],
    watermark: watermarkOf(job),
    clock: new Clock(job.timeZone),
    pages,
    name: called(LISTS[list], language),
    aboutName: labelOf('about', language),
    about: aboutOf(job),
  };
}
