import { column, type Column, type ListDefinition } from './column.ts';

const KEPT: readonly Column[] = [
  column('inUse', 'In use', '是否在用', 'inUse'),
  column('sourceTime', 'Changed by the agency', '来源更新时间', 'sourceTime', { kind: 'MOMENT' }),
  column('id', 'Identifier', '标识', 'id'),
];
const PLACE: readonly Column[] = [
  column('regionCode', 'Region code', '区划代码', 'region.code'),
  column('region', 'Region', '所属区划', 'region.name'),
];

/** Pieces of streets that one grid worker looks after, as `grids` lists them. */
export const GRIDS: ListDefinition = {
  list: 'GRIDS',
  en: 'Grids',
  zh: '网格列表',
  root: 'grids',
  variables: { filter: 'GridListFilter' },
  pageSize: 100,
  columns: [
    column('code', 'Code', '网格编码', 'code'),
    column('name', 'Name', '网格名称', 'name'),
    ...PLACE,
    column('communityCode', 'Community code', '所属社区编码', 'communityCode'),
    column('community', 'Community', '所属社区名称', 'communityName'),
    column('committee', 'Mediation committee', '对应的人民调解委员会', 'committee.name'),
    column('worker', 'Grid worker', '网格员', 'worker.name'),
    column('phone', 'Telephone on duty', '联系电话', 'worker.phone'),
    column('households', 'Households', '户数', 'households', { kind: 'NUMBER' }),
    ...KEPT,
  ],
};

/** Communities and villages, as `communities` lists them. */
export const COMMUNITIES: ListDefinition = {
  list: 'COMMUNITIES',
  en: 'Communities',
  zh: '社区列表',
  root: 'communities',
  variables: { filter: 'GridListFilter' },
  pageSize: 100,
  columns: [
    column('code', 'Code', '社区编码', 'code'),
    column('name', 'Name', '社区名称', 'name'),
    ...PLACE,
    column('population', 'Residents', '人口数', 'population', { kind: 'NUMBER' }),
    ...KEPT,
  ],
};

/** Who mediates where, as `mediationCommittees` lists it. */
export const MEDIATION_COMMITTEES: ListDefinition = {
  list: 'MEDIATION_COMMITTEES',
  en: 'Mediation committees',
  zh: '人民调解委员会列表',
  root: 'mediationCommittees',
  variables: { filter: 'GridListFilter' },
  pageSize: 100,
  columns: [
    column('code', 'Code', '调委会编码', 'code'),
    column('name', 'Name', '调委会名称', 'name'),
    column('kind', 'Kind', '调解类型', 'kind'),
    column('level', 'Level', '层级', 'level'),
    ...PLACE,
    column('address', 'Address', '地址', 'address'),
    column('phone', 'Telephone', '联系电话', 'phone'),
    column('establishedOn', 'Set up', '成立日期', 'establishedOn'),
    ...KEPT,
  ],
};

/** People who mediate, as `mediators` lists them. */
export const MEDIATORS: ListDefinition = {
  list: 'MEDIATORS',
  en: 'Mediators',
  zh: '人民调解员列表',
  root: 'mediators',
  variables: { filter: 'MediatorFilter' },
  pageSize: 100,
  columns: [
    column('code', 'Code', '调解员编码', 'code'),
    column('name', 'Name', '姓名', 'name'),
    column('gender', 'Gender', '性别', 'gender'),
    column('committee', 'Committee', '所属人民调解委员会', 'committee.name'),
    column('specialities', 'Specialities', '擅长领域', 'specialities'),
    column('phone', 'Telephone on duty', '联系电话', 'phone'),
    column('fullTime', 'Full time', '是否专职', 'fullTime'),
    column('certificateNumber', 'Certificate', '证书编号', 'certificateNumber'),
    ...KEPT,
  ],
};
