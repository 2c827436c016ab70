import { watermarkOf, type ExportLanguage } from '../../../schema/canonical/export.ts';
import type { ExportJob } from '../../access/export-jobs.ts';
import { called, columnsNamed, LISTS } from '../lists/lists.ts';
import { Clock } from './moments.ts';

/** What a file says of itself, line by line. */
export type About = readonly (readonly [label: string, value: string])[];

interface Words {
  readonly en: string;
  readonly zh: string;
}

const LABELS = {
  about: { en: 'About this file', zh: '文件说明' },
  watermark: { en: 'Watermark', zh: '水印' },
  list: { en: 'List', zh: '列表' },
  criteria: { en: 'Filter', zh: '筛选条件' },
  timeZone: { en: 'Time zone', zh: '时区' },
  exporter: { en: 'Exported by', zh: '导出人' },
  purpose: { en: 'Purpose', zh: '使用目的' },
  createdAt: { en: 'Asked for', zh: '申请时间' },
  finishedAt: { en: 'Completed', zh: '完成时间' },
  rows: { en: 'Rows', zh: '行数' },
  notGranted: { en: 'Columns that are not granted', zh: '未授权的列' },
  note: { en: 'Note', zh: '备注' },
  cut: {
    en: 'Rows are missing: a file holds no more than this. Narrow the filter and export in parts.',
    zh: '行数超出上限，其余未导出；请缩小筛选条件分批导出。',
  },
} as const satisfies Record<string, Words>;

/** A word of the file's own in its language. */
export function labelOf(name: keyof typeof LABELS, language: ExportLanguage): string {
  return called(LABELS[name], language);
}

/** Filter, time zone, exporter, watermark: what a file must say wherever it is found. */
export function aboutOf(job: ExportJob): About {
  const { language, timeZone, list, purpose, finishedAt, notGranted } = job;
  const say = (name: keyof typeof LABELS): string => labelOf(name, language);
  const clock = new Clock(timeZone);
  const missing = columnsNamed(list, job.columns).filter(({ name }) => notGranted.includes(name));
  return [
    [say('list'), called(LISTS[list], language)],
    [say('criteria'), job.criteria],
    [say('timeZone'), timeZone],
    [say('exporter'), `${job.partner}/${job.actor}`],
    [say('purpose'), purpose ?? ''],
    [say('createdAt'), clock.textOf(job.createdAt)],
    [say('finishedAt'), clock.textOf(finishedAt ?? '')],
    [say('rows'), String(job.rows)],
    ...(missing.length === 0
      ? []
      : [[say('notGranted'), missing.map((one) => called(one, language)).join('、')] as const]),
    ...(job.truncated ? [[say('note'), say('cut')] as const] : []),
    [say('watermark'), watermarkOf(job)],
  ];
}
