import { column, type ListDefinition } from './column.ts';

/** One's own exports, as `exportJobs` lists them. */
export const EXPORT_JOBS: ListDefinition = {
  list: 'EXPORT_JOBS',
  en: 'Exports',
  zh: '导出任务',
  root: 'exportJobs',
  pageSize: 100,
  columns: [
    column('createdAt', 'Asked for', '申请时间', 'createdAt', { kind: 'MOMENT' }),
    column('list', 'List', '列表', 'list', { words: 'ExportList' }),
    column('criteria', 'Filter', '筛选条件', 'criteria'),
    column('format', 'Format', '文件格式', 'format', { words: 'ExportFormat' }),
    column('state', 'State', '导出状态', 'state', { words: 'ExportState' }),
    column('rows', 'Rows', '行数', 'progress.rows', { kind: 'NUMBER' }),
    column('finishedAt', 'Ended', '结束时间', 'finishedAt', { kind: 'MOMENT' }),
    column('fileName', 'File', '文件名', 'fileName'),
    column('watermarkOf', 'Its watermark', '该文件的水印', 'watermark'),
    column('error', 'Why it failed', '失败原因', 'error.message'),
    column('id', 'Identifier', '导出任务标识', 'id'),
  ],
};

/** Filters under a name, as `savedViews` lists them. */
export const SAVED_VIEWS: ListDefinition = {
  list: 'SAVED_VIEWS',
  en: 'Saved views',
  zh: '保存的视图',
  root: 'savedViews',
  variables: { kind: '[SavedViewKind!]' },
  pageSize: 100,
  columns: [
    column('name', 'Name', '名称', 'name'),
    column('kind', 'Kind', '视图类型', 'kind', { words: 'SavedViewKind' }),
    column('visibility', 'Visibility', '可见范围', 'visibility', { words: 'SavedViewVisibility' }),
    column('owner', 'Owner', '所有者', 'owner'),
    column('filter', 'Filter', '筛选条件', 'filter'),
    column('changedAt', 'Changed', '修改时间', 'changedAt', { kind: 'MOMENT' }),
    column('id', 'Identifier', '视图标识', 'id'),
  ],
};
