import { catalogue } from '../language/catalogue.ts';

/** Names of pages, in the order of the navigation. */
export const NAVIGATION = catalogue({
  en: {
    search: 'Search',
    board: 'Risk board',
    reviews: 'Link reviews',
    trends: 'Trends',
    exports: 'Exports',
    feeds: 'Feeds',
    access: 'Access',
    developers: 'Developers',
  },
  'zh-CN': {
    search: '检索',
    board: '风险看板',
    reviews: '关联审核',
    trends: '趋势分析',
    exports: '导出',
    feeds: '数据来源',
    access: '授权与审计',
    developers: '开发者',
  },
  'zh-TW': {
    search: '檢索',
    board: '風險看板',
    reviews: '關聯審核',
    trends: '趨勢分析',
    exports: '匯出',
    feeds: '資料來源',
    access: '授權與稽核',
    developers: '開發者',
  },
});
