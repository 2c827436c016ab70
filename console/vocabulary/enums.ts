// Made by `npm run console:generate` from schema/supergraph.graphql; do not edit.
export const ENUM_NAMES = {
  AccessApplicationState: {
    PENDING: ['Pending', '待审批', '待審批'],
    GRANTED: ['Granted', '已授权', '已授權'],
    REFUSED: ['Refused', '已驳回', '已駁回'],
    WITHDRAWN: ['Withdrawn', '已撤回', '已撤回'],
  },
  AccessCutKind: {
    FIELD: ['Field', '字段', '欄位'],
    ARGUMENT: ['Argument', '参数', '引數'],
  },
  AccessCutRule: {
    DATASET_NOT_GRANTED: ['Dataset not granted', '未授权数据资源', '未授權資料資源'],
    RIGHT_NOT_GRANTED: ['Right not granted', '未授予权限', '未授予許可權'],
    FEEDS_NOT_GRANTED: ['Feeds not granted', '来源未全部授权', '來源未全部授權'],
    FIELD_WITHHELD: ['Field withheld', '字段不予展示', '欄位不予展示'],
    KIND_WITHHELD: ['Kind withheld', '类型不予展示', '型別不予展示'],
    NOT_PUBLISHED: ['Not published', '未开放', '未開放'],
  },
  AccessRight: {
    COLOUR: ['Colour', '风险等级', '風險等級'],
    MATCH: ['Match', '精确匹配', '精確匹配'],
    SMALL_COUNTS: ['Small counts', '小计数', '小計數'],
    EXPORT: ['Export', '导出', '匯出'],
    HANDLE: ['Handle', '办理', '辦理'],
    BREAK_GLASS: ['Break glass', '紧急调阅', '緊急調閱'],
    APPROVE: ['Approve', '审批', '審批'],
  },
  AgreementForm: {
    ORAL: ['Oral', '口头协议', '口頭協議'],
    WRITTEN: ['Written', '书面协议', '書面協議'],
  },
  AuditKind: {
    QUERY: ['Query', '查询', '查詢'],
    MUTATION_INTENT: ['Mutation intent', '变更意图', '變更意圖'],
    MUTATION_OUTCOME: ['Mutation outcome', '变更结果', '變更結果'],
    STREAM_OPEN: ['Stream open', '订阅开始', '訂閱開始'],
    STREAM_RANGE: ['Stream range', '订阅推送', '訂閱推送'],
    STREAM_CLOSE: ['Stream close', '订阅结束', '訂閱結束'],
    PULL: ['Pull', '拉取', '拉取'],
    WEBHOOK_DELIVERY: ['Webhook delivery', '回调推送', '回撥推送'],
    EXPORT_DOWNLOAD: ['Export download', '导出下载', '匯出下載'],
    DENIED: ['Denied', '拒绝', '拒絕'],
  },
  AuditUsageKey: {
    FIELD: ['Field', '字段', '欄位'],
    PARTNER: ['Partner', '单位', '單位'],
    ACTOR: ['Actor', '操作者', '操作者'],
    PURPOSE: ['Purpose', '用途', '用途'],
    OPERATION: ['Operation', '操作', '操作'],
  },
  BreakGlassState: {
    UNREVIEWED: ['Unreviewed', '待复核', '待複核'],
    JUSTIFIED: ['Justified', '属实', '屬實'],
    UNJUSTIFIED: ['Unjustified', '不属实', '不屬實'],
  },
  Colour: {
    GREEN: ['Green', '绿', '綠'],
    BLUE: ['Blue', '蓝', '藍'],
    YELLOW: ['Yellow', '黄', '黃'],
    RED: ['Red', '红', '紅'],
  },
  ColourDecisionKind: {
    CONFIRM: ['Confirm', '确认', '確認'],
    RAISE: ['Raise', '调高', '調高'],
    LOWER: ['Lower', '调低', '調低'],
    CLEAR: ['Clear', '撤销人工定级', '撤銷人工定級'],
  },
  ColumnValueKind: {
    EMPTY: ['Empty', '空', '空'],
    NUMBER: ['Number', '数字', '數字'],
    TIME: ['Time', '时间', '時間'],
    BOOLEAN: ['Boolean', '布尔', '布林'],
    TEXT: ['Text', '文本', '文本'],
    LIST: ['List', '列表', '列表'],
    OBJECT: ['Object', '对象', '物件'],
  },
  ConfirmationStatus: {
    REQUESTED: ['Requested', '审查中', '審查中'],
    CONFIRMED: ['Confirmed', '裁定有效', '裁定有效'],
    REFUSED: ['Refused', '裁定驳回', '裁定駁回'],
  },
  CorrectionState: {
    OPEN: ['Open', '待答复', '待答覆'],
    CORRECTED: ['Corrected', '已更正', '已更正'],
    KEPT: ['Kept', '维持原值', '維持原值'],
  },
  CourtLevel: {
    SUPREME: ['Supreme', '最高人民法院', '最高人民法院'],
    HIGH: ['High', '高级人民法院', '高階人民法院'],
    INTERMEDIATE: ['Intermediate', '中级人民法院', '中級人民法院'],
    BASIC: ['Basic', '基层人民法院', '基層人民法院'],
  },
  DatasetName: {
    POLICE110: ['Police 110 dispatch', '110接处警', '110接處警'],
    HOTLINE12345: ['12345 hotline', '12345政务热线', '12345政務熱線'],
    COURT: ['Court pre-litigation mediation', '法院诉前调解', '法院訴前調解'],
    GRID: ['Grid inspection', '网格巡查', '網格巡查'],
    OPEN311: ['City 311 service requests', '城市311服务请求', '城市311服務請求'],
    DISPUTES: ['Disputes', '纠纷', '糾紛'],
    RISK: ['Risk', '风险', '風險'],
    INDICATORS: ['Indicators', '指标', '指標'],
    OPERATIONS: ['Operations', '运行', '執行'],
    ACCESS: ['Access', '授权与审计', '授權與審計'],
  },
  DisclosureLevel: {
    CLEAR: ['Clear', '明文', '明文'],
    MASKED: ['Masked', '脱敏', '脫敏'],
    PSEUDONYM: ['Pseudonym', '假名', '假名'],
    GENERALISED: ['Generalised', '概化', '概化'],
    WITHHELD: ['Withheld', '不予展示', '不予展示'],
  },
  DisputeCategory: {
    MARRIAGE_FAMILY: ['Marriage family', '婚恋家庭纠纷', '婚戀家庭糾紛'],
    MARRIAGE_FAMILY__LOVE_MARRIAGE: ['Marriage family: love marriage', '恋爱及婚姻', '戀愛及婚姻'],
    MARRIAGE_FAMILY__SUPPORT_GUARDIANSHIP: [
      'Marriage family: support guardianship',
      '抚养赡养监护',
      '撫養贍養監護',
    ],
    MARRIAGE_FAMILY__PARTITION_INHERITANCE: [
      'Marriage family: partition inheritance',
      '分家与继承',
      '分家與繼承',
    ],
    MARRIAGE_FAMILY__OTHER: ['Marriage family: other', '其他', '其他'],
    NEIGHBOURHOOD: ['Neighbourhood', '邻里纠纷', '鄰里糾紛'],
    NEIGHBOURHOOD__WATER_PASSAGE_AIR_LIGHT: [
      'Neighbourhood: water passage air light',
      '用水排水通行通风采光',
      '用水排水通行通風采光',
    ],
    NEIGHBOURHOOD__ADJACENT_LAND_BUILDING_USE: [
      'Neighbourhood: adjacent land building use',
      '相邻土地建筑利用',
      '相鄰土地建築利用',
    ],
    NEIGHBOURHOOD__ADJACENT_POLLUTION_HARM: [
      'Neighbourhood: adjacent pollution harm',
      '相邻污染损害防止',
      '相鄰汙染損害防止',
    ],
    NEIGHBOURHOOD__OTHER: ['Neighbourhood: other', '其他', '其他'],
    PERSONALITY_RIGHTS: ['Personality rights', '人格权纠纷', '人格權糾紛'],
    PERSONALITY_RIGHTS__NAME_PORTRAIT: ['Personality rights: name portrait', '姓名肖像', '姓名肖像'],
    PERSONALITY_RIGHTS__REPUTATION_PRIVACY: [
      'Personality rights: reputation privacy',
      '名誉隐私',
      '名譽隱私',
    ],
    PERSONALITY_RIGHTS__BODY_HEALTH_LIBERTY: [
      'Personality rights: body health liberty',
      '身体健康及人身自由',
      '身體健康及人身自由',
    ],
    PERSONALITY_RIGHTS__OTHER: ['Personality rights: other', '其他', '其他'],
    PROPERTY_RIGHTS: ['Property rights', '物权相关纠纷', '物權相關糾紛'],
    PROPERTY_RIGHTS__RESTITUTION_DAMAGES: [
      'Property rights: restitution damages',
      '财物返还及损害赔偿',
      '財物返還及損害賠償',
    ],
    PROPERTY_RIGHTS__PROPERTY_MANAGEMENT: [
      'Property rights: property management',
      '物业及其管理',
      '物業及其管理',
    ],
    PROPERTY_RIGHTS__REAL_ESTATE_REGISTRATION: [
      'Property rights: real estate registration',
      '房屋等不动产登记',
      '房屋等不動產登記',
    ],
    PROPERTY_RIGHTS__OTHER: ['Property rights: other', '其他', '其他'],
    TORT: ['Tort', '侵权相关纠纷', '侵權相關糾紛'],
    TORT__EDUCATION_INSTITUTION: ['Tort: education institution', '教育机构', '教育機構'],
    TORT__MEDICAL_HARM: ['Tort: medical harm', '医疗损害', '醫療損害'],
    TORT__TRAFFIC_ACCIDENT: ['Tort: traffic accident', '交通事故', '交通事故'],
    TORT__ENVIRONMENTAL_POLLUTION: ['Tort: environmental pollution', '环境污染', '環境汙染'],
    TORT__PRODUCT_LIABILITY: ['Tort: product liability', '产品责任', '產品責任'],
    TORT__ONLINE_TORT: ['Tort: online tort', '网络侵权', '網路侵權'],
    TORT__LABOR_SERVICE_INJURY: ['Tort: labor service injury', '劳务损害', '勞務損害'],
    TORT__OTHER: ['Tort: other', '其他', '其他'],
    CONTRACT: ['Contract', '合同及相关纠纷', '合同及相關糾紛'],
    CONTRACT__CONSUMPTION_SERVICE: ['Contract: consumption service', '消费及服务', '消費及服務'],
    CONTRACT__HOUSING_SALE_LEASE: ['Contract: housing sale lease', '房产买卖租赁', '房產買賣租賃'],
    CONTRACT__TRADE: ['Contract: trade', '交易贸易', '交易貿易'],
    CONTRACT__TRANSPORT_STORAGE: ['Contract: transport storage', '运输仓储', '運輸倉儲'],
    CONTRACT__OTHER: ['Contract: other', '其他', '其他'],
    LABOR_PERSONNEL: ['Labor personnel', '劳动人事争议', '勞動人事爭議'],
    LABOR_PERSONNEL__LABOR_CONTRACT_DISPATCH: [
      'Labor personnel: labor contract dispatch',
      '劳动合同、劳务派遣',
      '勞動合同、勞務派遣',
    ],
    LABOR_PERSONNEL__SOCIAL_INSURANCE: ['Labor personnel: social insurance', '社会保险', '社會保險'],
    LABOR_PERSONNEL__BENEFITS: ['Labor personnel: benefits', '福利待遇', '福利待遇'],
    LABOR_PERSONNEL__PERSONNEL: ['Labor personnel: personnel', '人事争议', '人事爭議'],
    LABOR_PERSONNEL__OTHER: ['Labor personnel: other', '其他', '其他'],
    FINANCE_LENDING: ['Finance lending', '金融借贷纠纷', '金融借貸糾紛'],
    FINANCE_LENDING__SECURITIES_FUNDS_FUTURES: [
      'Finance lending: securities funds futures',
      '证券基金期货',
      '證券基金期貨',
    ],
    FINANCE_LENDING__INVESTMENT_TRUST: ['Finance lending: investment trust', '投资信托理财', '投資信託理財'],
    FINANCE_LENDING__INSURANCE: ['Finance lending: insurance', '保险', '保險'],
    FINANCE_LENDING__LENDING_GUARANTEE: ['Finance lending: lending guarantee', '借贷及担保', '借貸及擔保'],
    FINANCE_LENDING__OTHER: ['Finance lending: other', '其他', '其他'],
    LAND_RESOURCE_TENURE: ['Land resource tenure', '土地及资源权属纠纷', '土地及資源權屬糾紛'],
    LAND_RESOURCE_TENURE__LAND_CONTRACT: [
      'Land resource tenure: land contract',
      '土地承包经营',
      '土地承包經營',
    ],
    LAND_RESOURCE_TENURE__HOMESTEAD_USE: ['Land resource tenure: homestead use', '宅基地使用', '宅基地使用'],
    LAND_RESOURCE_TENURE__FOREST_MINERAL: ['Land resource tenure: forest mineral', '山林矿产', '山林礦產'],
    LAND_RESOURCE_TENURE__WATER_AREA: ['Land resource tenure: water area', '水域水利', '水域水利'],
    LAND_RESOURCE_TENURE__OTHER: ['Land resource tenure: other', '其他', '其他'],
    OTHER_CIVIL_COMMERCIAL: ['Other civil commercial', '其他民商事纠纷', '其他民商事糾紛'],
    OTHER_CIVIL_COMMERCIAL__IP: ['Other civil commercial: ip', '知识产权', '智慧財產權'],
    OTHER_CIVIL_COMMERCIAL__COMPANY_FORMATION_DISSOLUTION: [
      'Other civil commercial: company formation dissolution',
      '公司企业设立解散',
      '公司企業設立解散',
    ],
    OTHER_CIVIL_COMMERCIAL__MARITIME: ['Other civil commercial: maritime', '海事海商', '海事海商'],
    OTHER_CIVIL_COMMERCIAL__COMPETITION: ['Other civil commercial: competition', '竞争纠纷', '競爭糾紛'],
    OTHER_CIVIL_COMMERCIAL__BILLS_LC: ['Other civil commercial: bills lc', '票据与信用证', '票據與信用證'],
    OTHER_CIVIL_COMMERCIAL__NEGOTIORUM_UNJUST_ENRICHMENT: [
      'Other civil commercial: negotiorum unjust enrichment',
      '无因管理与不当得利',
      '無因管理與不當得利',
    ],
    OTHER_CIVIL_COMMERCIAL__OTHER: ['Other civil commercial: other', '其他', '其他'],
    URBAN_RURAL_CONSTRUCTION: ['Urban rural construction', '城乡建设发展纠纷', '城鄉建設發展糾紛'],
    URBAN_RURAL_CONSTRUCTION__STATE_LAND_HOUSE_EXPROPRIATION: [
      'Urban rural construction: state land house expropriation',
      '国有土地上房屋征收',
      '國有土地上房屋徵收',
    ],
    URBAN_RURAL_CONSTRUCTION__RURAL_LAND_REQUISITION: [
      'Urban rural construction: rural land requisition',
      '农村集体土地征用',
      '農村集體土地徵用',
    ],
    URBAN_RURAL_CONSTRUCTION__PLANNING_ILLEGAL_BUILDING: [
      'Urban rural construction: planning illegal building',
      '城乡规划及拆违',
      '城鄉規劃及拆違',
    ],
    URBAN_RURAL_CONSTRUCTION__INFRASTRUCTURE_MUNICIPAL: [
      'Urban rural construction: infrastructure municipal',
      '基础设施建设及市政市容',
      '基礎設施建設及市政市容',
    ],
    URBAN_RURAL_CONSTRUCTION__RESETTLEMENT: [
      'Urban rural construction: resettlement',
      '移民安置',
      '移民安置',
    ],
    URBAN_RURAL_CONSTRUCTION__OTHER: ['Urban rural construction: other', '其他', '其他'],
    CIVIL_AFFAIRS: ['Civil affairs', '涉民政纠纷', '涉民政糾紛'],
    CIVIL_AFFAIRS__VILLAGE_ELECTION_MANAGEMENT: [
      'Civil affairs: village election management',
      '村(社区',
      '村(社群',
    ],
    CIVIL_AFFAIRS__WELFARE_RELIEF: ['Civil affairs: welfare relief', '优抚救助', '優撫救助'],
    CIVIL_AFFAIRS__BOUNDARY: ['Civil affairs: boundary', '区划边界', '區劃邊界'],
    CIVIL_AFFAIRS__OTHER: ['Civil affairs: other', '其他', '其他'],
    OTHER_ADMIN_ENFORCEMENT: ['Other admin enforcement', '其他行政执法纠纷', '其他行政執法糾紛'],
    OTHER_ADMIN_ENFORCEMENT__CITY_MANAGEMENT: [
      'Other admin enforcement: city management',
      '城市管理',
      '城市管理',
    ],
    OTHER_ADMIN_ENFORCEMENT__EDUCATION_CULTURE: [
      'Other admin enforcement: education culture',
      '教育文体管理',
      '教育文體管理',
    ],
    OTHER_ADMIN_ENFORCEMENT__COMMERCE_TAX: [
      'Other admin enforcement: commerce tax',
      '工商税务管理',
      '工商稅務管理',
    ],
    OTHER_ADMIN_ENFORCEMENT__WORK_SAFETY: [
      'Other admin enforcement: work safety',
      '安全生产管理',
      '安全生產管理',
    ],
    OTHER_ADMIN_ENFORCEMENT__TRANSPORT: [
      'Other admin enforcement: transport',
      '交通运输管理',
      '交通運輸管理',
    ],
    OTHER_ADMIN_ENFORCEMENT__MARITIME_FISHERY: [
      'Other admin enforcement: maritime fishery',
      '海事渔事管理',
      '海事漁事管理',
    ],
    OTHER_ADMIN_ENFORCEMENT__FAMILY_PLANNING: [
      'Other admin enforcement: family planning',
      '计划生育管理',
      '計劃生育管理',
    ],
    OTHER_ADMIN_ENFORCEMENT__OTHER: ['Other admin enforcement: other', '其他', '其他'],
    LAW_LITIGATION_RELATED: ['Law litigation related', '涉法涉诉纠纷', '涉法涉訴糾紛'],
    LAW_LITIGATION_RELATED__POLICE: ['Law litigation related: police', '涉公安', '涉公安'],
    LAW_LITIGATION_RELATED__PROCURATORATE: ['Law litigation related: procuratorate', '涉检察院', '涉檢察院'],
    LAW_LITIGATION_RELATED__COURT: ['Law litigation related: court', '涉法院', '涉法院'],
    LAW_LITIGATION_RELATED__JUSTICE_ADMIN: [
      'Law litigation related: justice admin',
      '涉司法行政机关',
      '涉司法行政機關',
    ],
    ORGANIZATION_DISCIPLINE: ['Organization discipline', '涉组织涉纪检纠纷', '涉組織涉紀檢糾紛'],
    ORGANIZATION_DISCIPLINE__ORGANIZATION: ['Organization discipline: organization', '组织人事', '組織人事'],
    ORGANIZATION_DISCIPLINE__CADRE_CONDUCT: [
      'Organization discipline: cadre conduct',
      '干部作风',
      '幹部作風',
    ],
    ORGANIZATION_DISCIPLINE__OTHER: ['Organization discipline: other', '其他', '其他'],
    ETHNIC_RELIGIOUS: ['Ethnic religious', '涉民族宗教纠纷', '涉民族宗教糾紛'],
    ETHNIC_RELIGIOUS__ETHNIC: ['Ethnic religious: ethnic', '涉民族问题', '涉民族問題'],
    ETHNIC_RELIGIOUS__RELIGIOUS: ['Ethnic religious: religious', '涉宗教问题', '涉宗教問題'],
    OTHER: ['Other', '其他', '其他'],
  },
  DisputeChange: {
    OPENED: ['Opened', '新建', '新建'],
    RECORDS: ['Records', '记录变化', '記錄變化'],
    MERGED: ['Merged', '并入', '併入'],
    WITHDRAWN: ['Withdrawn', '撤销', '撤銷'],
    RETURNED: ['Returned', '恢复', '恢復'],
    WORKFLOW: ['Workflow', '流转', '流轉'],
    RISK: ['Risk', '风险变化', '風險變化'],
  },
  DisputeGrouping: {
    REGION: ['Region', '区划', '區劃'],
    CATEGORY: ['Category', '类别', '類別'],
    FEED: ['Feed', '来源', '來源'],
    DAY: ['Day', '日期', '日期'],
    COLOUR: ['Colour', '风险等级', '風險等級'],
  },
  DisputeOrder: {
    LAST_ACTIVITY_DESC: ['Last activity desc', '最近动态倒序', '最近動態倒序'],
    LAST_ACTIVITY_ASC: ['Last activity asc', '最近动态正序', '最近動態正序'],
    OPENED_DESC: ['Opened desc', '首次报告倒序', '首次報告倒序'],
    OPENED_ASC: ['Opened asc', '首次报告正序', '首次報告正序'],
    RISK_DESC: ['Risk desc', '风险分倒序', '風險分倒序'],
    DUE_ASC: ['Due asc', '办理期限正序', '辦理期限正序'],
  },
  DisputeState: {
    ACTIVE: ['Active', '有效', '有效'],
    MERGED: ['Merged', '已并入', '已併入'],
    WITHDRAWN: ['Withdrawn', '已撤销', '已撤銷'],
  },
  DriftKind: {
    NEW: ['New', '新增字段', '新增欄位'],
    MISSING: ['Missing', '字段缺失', '欄位缺失'],
    RETYPED: ['Retyped', '类型变化', '型別變化'],
  },
  ErasureState: {
    REQUESTED: ['Requested', '待处理', '待處理'],
    BLOCKED: ['Blocked', '留存中止', '留存中止'],
    SWEPT: ['Swept', '已清除', '已清除'],
    COMPLETE: ['Complete', '完成', '完成'],
  },
  ExportFormat: {
    CSV: ['Csv', 'CSV 文件', 'CSV 檔案'],
    XLSX: ['Xlsx', 'Excel 工作簿', 'Excel 工作簿'],
  },
  ExportLanguage: {
    ZH_CN: ['Zh cn', '简体中文', '簡體中文'],
    ZH_TW: ['Zh tw', '繁体中文', '繁體中文'],
    EN: ['En', '英文', '英文'],
  },
  ExportList: {
    DISPUTES: ['Disputes', '纠纷列表', '糾紛列表'],
    SEARCH: ['Search', '检索结果', '檢索結果'],
    LINK_REVIEWS: ['Link reviews', '关联待审', '關聯待審'],
    AUDIT_ENTRIES: ['Audit entries', '审计记录', '審計記錄'],
    AUDIT_USAGE: ['Audit usage', '使用统计', '使用統計'],
    CATALOGUE: ['Catalogue', '数据资源目录', '資料資源目錄'],
    GRANTS: ['Grants', '授权列表', '授權列表'],
    ACCESS_APPLICATIONS: ['Access applications', '授权申请', '授權申請'],
    CORRECTIONS: ['Corrections', '更正申请', '更正申請'],
    BREAK_GLASSES: ['Break glasses', '紧急调阅', '緊急調閱'],
    ERASURES: ['Erasures', '个人信息删除', '個人資訊刪除'],
    LEGAL_HOLDS: ['Legal holds', '法定留存', '法定留存'],
    RISK_EVENTS: ['Risk events', '事件列表', '事件列表'],
    HOT_SPOTS: ['Hot spots', '热点列表', '熱點列表'],
    HOT_SPOT_DISPUTES: ['Hot spot disputes', '热点涉及纠纷', '熱點涉及糾紛'],
    WEBHOOKS: ['Webhooks', '推送订阅', '推送訂閱'],
    WEBHOOK_DELIVERIES: ['Webhook deliveries', '投递日志', '投遞日誌'],
    FEEDS: ['Feeds', '来源与数据质量', '來源與資料質量'],
    DEAD_LETTERS: ['Dead letters', '死信', '死信'],
    COLUMN_DRIFT: ['Column drift', '字段漂移', '欄位漂移'],
    FEED_COLUMNS: ['Feed columns', '字段概况', '欄位概況'],
    POLICE_INCIDENTS: ['Police incidents', '警情列表', '警情列表'],
    HOTLINE_TICKETS: ['Hotline tickets', '热线工单列表', '熱線工單列表'],
    COURT_CASES: ['Court cases', '诉前案件列表', '訴前案件列表'],
    GRID_EVENTS: ['Grid events', '网格事件列表', '網格事件列表'],
    SERVICE_REQUESTS: ['Service requests', '市民服务请求列表', '市民服務請求列表'],
    GRIDS: ['Grids', '网格列表', '網格列表'],
    COMMUNITIES: ['Communities', '社区列表', '社群列表'],
    MEDIATION_COMMITTEES: ['Mediation committees', '人民调解委员会列表', '人民調解委員會列表'],
    MEDIATORS: ['Mediators', '人民调解员列表', '人民調解員列表'],
    TIMELINE: ['Timeline', '时间线', '時間線'],
    DISPUTE_RECORDS: ['Dispute records', '关联记录', '關聯記錄'],
    LINKS: ['Links', '关联关系', '關聯關係'],
    LINK_DECISIONS: ['Link decisions', '关联决定', '關聯決定'],
    RISK_HISTORY: ['Risk history', '风险定级历史', '風險定級歷史'],
    WORKFLOW_EVENTS: ['Workflow events', '办理过程', '辦理過程'],
    DISPUTE_STATS: ['Dispute stats', '纠纷统计', '糾紛統計'],
    MEDIATOR_POINTS: ['Mediator points', '调解员积分', '調解員積分'],
    AGENCY_POINTS: ['Agency points', '机构积分', '機構積分'],
    SAVED_VIEWS: ['Saved views', '保存的视图', '儲存的檢視'],
    EXPORT_JOBS: ['Export jobs', '导出任务', '匯出任務'],
  },
  ExportState: {
    QUEUED: ['Queued', '排队中', '排隊中'],
    RUNNING: ['Running', '导出中', '匯出中'],
    DONE: ['Done', '已完成', '已完成'],
    FAILED: ['Failed', '失败', '失敗'],
    EXPIRED: ['Expired', '已过期', '已過期'],
    CANCELLED: ['Cancelled', '已取消', '已取消'],
  },
  FailureOutcome: {
    NO_AGREEMENT: ['No agreement', '未达成协议', '未達成協議'],
    UNREACHABLE: ['Unreachable', '联系不到', '聯絡不到'],
    REFUSED: ['Refused', '拒绝调解', '拒絕調解'],
  },
  FeedName: {
    POLICE110: ['Police 110 dispatch', '110接处警', '110接處警'],
    HOTLINE12345: ['12345 hotline', '12345政务热线', '12345政務熱線'],
    COURT: ['Court pre-litigation mediation', '法院诉前调解', '法院訴前調解'],
    GRID: ['Grid inspection', '网格巡查', '網格巡查'],
    OPEN311: ['City 311 service requests', '城市311服务请求', '城市311服務請求'],
  },
  GrantOrigin: {
    SAMPLE: ['Sample', '示例', '示例'],
    POLICY: ['Policy', '授权策略', '授權策略'],
    APPLICATION: ['Application', '申请', '申請'],
    BREAK_GLASS: ['Break glass', '紧急调阅', '緊急調閱'],
  },
  GrantState: {
    ACTIVE: ['Active', '有效', '有效'],
    REVOKED: ['Revoked', '已撤销', '已撤銷'],
  },
  HandlingMark: {
    ANSWERED_IN_TIME: ['Answered in time', '按时响应', '按時響應'],
    ANSWERED_LATE: ['Answered late', '未按时响应', '未按時響應'],
    SETTLED: ['Settled', '已化解', '已化解'],
    NOT_SETTLED: ['Not settled', '未化解', '未化解'],
    SATISFIED: ['Satisfied', '满意', '滿意'],
    DISSATISFIED: ['Dissatisfied', '不满意', '不滿意'],
    CLOSED_IN_TIME: ['Closed in time', '按时办结', '按時辦結'],
    CLOSED_LATE: ['Closed late', '未按时办结', '未按時辦結'],
    RUNNING: ['Running', '在办', '在辦'],
    OVERDUE: ['Overdue', '超期', '超期'],
    RETURNED: ['Returned', '退单', '退單'],
    REDONE: ['Redone', '重办', '重辦'],
    CONFIRMED: ['Confirmed', '司法确认', '司法確認'],
    FIRST_RIGHT: ['First right', '首派准确', '首派準確'],
    FIRST_WRONG: ['First wrong', '首派不准', '首派不準'],
  },
  HotSpotLevel: {
    STREET: ['Street', '街道 / 乡镇', '街道 / 鄉鎮'],
    COUNTY: ['County', '县 / 区', '縣 / 區'],
  },
  HotSpotState: {
    OPEN: ['Open', '持续中', '持續中'],
    CLOSED: ['Closed', '已结束', '已結束'],
  },
  InstalmentStatus: {
    DUE: ['Due', '待履行', '待履行'],
    PAID: ['Paid', '已履行', '已履行'],
    MISSED: ['Missed', '逾期未履行', '逾期未履行'],
  },
  KeyField: {
    REPORTER_NAME: ['Reporter name', '报警人 / 来电人姓名', '報警人 / 來電人姓名'],
    REPORTER_PHONE: ['Reporter phone', '报警人 / 来电人电话', '報警人 / 來電人電話'],
    REPORTER_ID_NUMBER: ['Reporter id number', '报警人 / 来电人证件号码', '報警人 / 來電人證件號碼'],
    COUNTERPARTY: ['Counterparty', '对方当事人', '對方當事人'],
    ADDRESS: ['Address', '发生地点', '發生地點'],
    REGION: ['Region', '所属区划', '所屬區劃'],
    CATEGORY: ['Category', '事件类别', '事件類別'],
    NARRATIVE: ['Narrative', '事件简述', '事件簡述'],
    OCCURRED_AT: ['Occurred at', '发生时间', '發生時間'],
  },
  LinkDecisionKind: {
    LINK_CONFIRMED: ['Link confirmed', '确认关联', '確認關聯'],
    LINK_REJECTED: ['Link rejected', '否决关联', '否決關聯'],
    DISPUTES_JOINED: ['Disputes joined', '合并纠纷', '合併糾紛'],
    DISPUTE_PARTED: ['Dispute parted', '拆分纠纷', '拆分糾紛'],
    LINK_DECISION_UNDONE: ['Link decision undone', '撤销决定', '撤銷決定'],
  },
  LinkDecisionOutcome: {
    APPLIED: ['Applied', '已落实', '已落實'],
    OVERRULED: ['Overruled', '被后来的决定取代', '被後來的決定取代'],
    UNDONE: ['Undone', '已撤销', '已撤銷'],
    UNKNOWN_RECORDS: ['Unknown records', '记录不存在', '記錄不存在'],
  },
  LinkReviewAction: {
    COMPARE_RECORDS: ['Compare records', '比对后确认或否决', '比對後確認或否決'],
    CONFIRM_LINK: ['Confirm link', '确认归入群体纠纷', '確認歸入群體糾紛'],
    MERGE_DISPUTES: ['Merge disputes', '合并纠纷', '合併糾紛'],
    REOPEN_DISPUTE: ['Reopen dispute', '重新启动', '重新啟動'],
    SPLIT_DISPUTE: ['Split dispute', '拆分纠纷', '拆分糾紛'],
  },
  LinkReviewReason: {
    UNCERTAIN: ['Uncertain', '相似但不确定', '相似但不確定'],
    CLUSTER_CAP: ['Cluster cap', '超出自动合并上限', '超出自動合併上限'],
    BOTH_HAVE_WORKFLOW: ['Both have workflow', '双方均已办理', '雙方均已辦理'],
    STANDING_DISPUTE: ['Standing dispute', '纠纷已办结', '糾紛已辦結'],
    BROKEN_LINK_WITH_WORKFLOW: ['Broken link with workflow', '更正使关联失效', '更正使關聯失效'],
  },
  LinkStatus: {
    LINKED: ['Linked', '自动关联', '自動關聯'],
    REVIEW: ['Review', '待审', '待審'],
    CONFIRMED: ['Confirmed', '人工确认', '人工確認'],
    REJECTED: ['Rejected', '人工否决', '人工否決'],
  },
  Nature: {
    DISPUTE: ['Dispute', '纠纷', '糾紛'],
    POSSIBLE: ['Possible', '疑似', '疑似'],
    OTHER: ['Other', '非纠纷', '非糾紛'],
  },
  PartyKind: {
    PERSON: ['Person', '自然人', '自然人'],
    ORGANISATION: ['Organisation', '法人或其他组织', '法人或其他組織'],
    UNKNOWN: ['Unknown', '不详', '不詳'],
  },
  PartyRole: {
    REPORTER: ['Reporter', '报警人 / 来电人 / 申请人', '報警人 / 來電人 / 申請人'],
    COUNTERPARTY: ['Counterparty', '对方当事人 / 被投诉人', '對方當事人 / 被投訴人'],
    VICTIM: ['Victim', '受害人', '受害人'],
    WITNESS: ['Witness', '证人', '證人'],
    AGENT: ['Agent', '代理人', '代理人'],
    OTHER: ['Other', '其他', '其他'],
  },
  PointsPartKind: {
    SESSIONS: ['Sessions', '调解场次', '調解場次'],
    ACCEPTED: ['Accepted', '受理', '受理'],
    AGREEMENTS: ['Agreements', '调解成功', '調解成功'],
    DIFFICULTY: ['Difficulty', '难度加分', '難度加分'],
    SATISFACTION: ['Satisfaction', '满意度', '滿意度'],
    OVERDUE: ['Overdue', '超期', '超期'],
    REDOS: ['Redos', '重办', '重辦'],
  },
  Purpose: {
    DISPUTE_HANDLING: ['Dispute handling', '纠纷处置', '糾紛處置'],
    LAW_ENFORCEMENT: ['Law enforcement', '执法办案', '執法辦案'],
    PRE_LITIGATION_MEDIATION: ['Pre litigation mediation', '诉前调解', '訴前調解'],
    REQUEST_HANDLING: ['Request handling', '诉求办理', '訴求辦理'],
    GRID_INSPECTION: ['Grid inspection', '网格巡查', '網格巡查'],
    RISK_WARNING: ['Risk warning', '风险预警', '風險預警'],
    STATISTICS: ['Statistics', '统计分析', '統計分析'],
    SUPERVISION: ['Supervision', '督查督办', '督查督辦'],
    DATA_QUALITY: ['Data quality', '数据质量核对', '資料質量核對'],
  },
  RecordOrder: {
    REPORTED_DESC: ['Reported desc', '报告时间倒序', '報告時間倒序'],
    REPORTED_ASC: ['Reported asc', '报告时间正序', '報告時間正序'],
  },
  RecordState: {
    ACTIVE: ['Active', '有效', '有效'],
    WITHDRAWN: ['Withdrawn', '已撤销 / 撤回', '已撤銷 / 撤回'],
  },
  ReferralStatus: {
    OPEN: ['Open', '待受理', '待受理'],
    ACCEPTED: ['Accepted', '已受理', '已受理'],
    RETURNED: ['Returned', '已退单', '已退單'],
  },
  ReferralTier: {
    VILLAGE: ['Village', '村、社区', '村、社群'],
    TOWNSHIP: ['Township', '乡镇、街道', '鄉鎮、街道'],
    COUNTY: ['County', '县、市、区', '縣、市、區'],
  },
  RegionLevel: {
    PROVINCE: ['Province', '省', '省'],
    CITY: ['City', '市', '市'],
    COUNTY: ['County', '县', '縣'],
    STREET: ['Street', '街道 / 乡镇', '街道 / 鄉鎮'],
  },
  ResolutionMethod: {
    MEDIATION: ['Mediation', '调解', '調解'],
    JUDICIAL_MEDIATION: ['Judicial mediation', '司法调解', '司法調解'],
    ADMINISTRATIVE_MEDIATION: ['Administrative mediation', '行政调解', '行政調解'],
    PEOPLES_MEDIATION: ['Peoples mediation', '人民调解', '人民調解'],
    ARBITRAL_MEDIATION: ['Arbitral mediation', '仲裁调解', '仲裁調解'],
    COMMERCIAL_MEDIATION: ['Commercial mediation', '商事调解', '商事調解'],
    INDUSTRY_MEDIATION: ['Industry mediation', '行业调解', '行業調解'],
    LAWYER_MEDIATION: ['Lawyer mediation', '律师调解', '律師調解'],
    MEDIATION_OTHER: ['Mediation other', '其他', '其他'],
    ARBITRATION: ['Arbitration', '仲裁', '仲裁'],
    CIVIL_COMMERCIAL_ARBITRATION: ['Civil commercial arbitration', '民商事仲裁', '民商事仲裁'],
    RURAL_LAND_ARBITRATION: [
      'Rural land arbitration',
      '农村土地承包经营纠纷仲裁',
      '農村土地承包經營糾紛仲裁',
    ],
    LABOR_ARBITRATION: ['Labor arbitration', '劳动人事争议仲裁', '勞動人事爭議仲裁'],
    ARBITRATION_OTHER: ['Arbitration other', '其他', '其他'],
    ADMIN_RECONSIDERATION: ['Admin reconsideration', '行政复议', '行政複議'],
    ADMIN_ADJUDICATION: ['Admin adjudication', '行政裁决', '行政裁決'],
    LITIGATION: ['Litigation', '诉讼', '訴訟'],
    NEGOTIATED_SETTLEMENT: ['Negotiated settlement', '协商和解', '協商和解'],
  },
  RiskEventKind: {
    DISPUTE_CHANGED: ['Dispute changed', '纠纷变更', '糾紛變更'],
    COLOUR_CHANGED: ['Colour changed', '等级变化', '等級變化'],
    OVERDUE: ['Overdue', '超期', '超期'],
    REPEAT_CALLER: ['Repeat caller', '反复投诉', '反覆投訴'],
    CROSS_AGENCY_MATCH: ['Cross agency match', '跨部门关联', '跨部門關聯'],
    WHISTLE: ['Whistle', '吹哨', '吹哨'],
    HOT_SPOT_OPENED: ['Hot spot opened', '热点出现', '熱點出現'],
    HOT_SPOT_UPDATED: ['Hot spot updated', '热点变化', '熱點變化'],
    HOT_SPOT_CLOSED: ['Hot spot closed', '热点结束', '熱點結束'],
  },
  RiskFactorName: {
    REPEAT_CONTACTS: ['Repeat contacts', '反复投诉', '反覆投訴'],
    SEVERAL_FEEDS: ['Several feeds', '多渠道反映', '多渠道反映'],
    FAILED_MEDIATIONS: ['Failed mediations', '调解失败', '調解失敗'],
    THREAT_WORDS: ['Threat words', '威胁、暴力言辞', '威脅、暴力言辭'],
    EARLIER_POLICE_CALLS: ['Earlier police calls', '既往警情', '既往警情'],
    GROUP_SIZE: ['Group size', '涉及人数', '涉及人數'],
    VULNERABLE_PARTY: ['Vulnerable party', '特殊群体', '特殊群體'],
    OVERDUE: ['Overdue', '超期', '超期'],
    REOPENED: ['Reopened', '重新启动', '重新啟動'],
    AMOUNT: ['Amount', '涉及金额', '涉及金額'],
  },
  RiskHistoryOrigin: {
    MACHINE: ['Machine', '系统定级', '系統定級'],
    CONFIRM: ['Confirm', '人工确认', '人工確認'],
    RAISE: ['Raise', '人工调高', '人工調高'],
    LOWER: ['Lower', '人工调低', '人工調低'],
    CLEAR: ['Clear', '撤销人工定级', '撤銷人工定級'],
  },
  RiskWebhookChangeKind: {
    CREATED: ['Created', '新建', '新建'],
    UPDATED: ['Updated', '修改', '修改'],
    SECRET_ROTATED: ['Secret rotated', '更换密钥', '更換金鑰'],
    ENABLED: ['Enabled', '启用', '啟用'],
    DISABLED: ['Disabled', '停用', '停用'],
    AUTO_DISABLED: ['Auto disabled', '自动停用', '自動停用'],
    REDELIVERY: ['Redelivery', '重新投递', '重新投遞'],
    EVENTS_MISSED: ['Events missed', '事件丢失', '事件丟失'],
  },
  RiskWebhookDeliveryState: {
    WAITING: ['Waiting', '待投递', '待投遞'],
    RETRYING: ['Retrying', '重试中', '重試中'],
    DELIVERED: ['Delivered', '已送达', '已送達'],
    DEAD: ['Dead', '已放弃', '已放棄'],
  },
  RiskWebhookState: {
    ENABLED: ['Enabled', '启用', '啟用'],
    DISABLED: ['Disabled', '停用', '停用'],
    AUTO_DISABLED: ['Auto disabled', '自动停用', '自動停用'],
  },
  Satisfaction: {
    DISSATISFIED: ['Dissatisfied', '不满意', '不滿意'],
    FAIRLY_SATISFIED: ['Fairly satisfied', '基本满意', '基本滿意'],
    SATISFIED: ['Satisfied', '满意', '滿意'],
    VERY_SATISFIED: ['Very satisfied', '非常满意', '非常滿意'],
  },
  SavedViewKind: {
    SEARCH: ['Search', '检索', '檢索'],
    DISPUTES: ['Disputes', '纠纷列表', '糾紛列表'],
    BOARD: ['Board', '风险看板', '風險看板'],
    TRENDS: ['Trends', '趋势', '趨勢'],
  },
  SavedViewVisibility: {
    PRIVATE: ['Private', '仅本人', '僅本人'],
    AGENCY: ['Agency', '本单位', '本單位'],
  },
  SearchMatch: {
    PHONE: ['Phone', '联系电话', '聯絡電話'],
    ID_NUMBER: ['Id number', '证件号码', '證件號碼'],
    NUMBER: ['Number', '单号', '單號'],
    NAME: ['Name', '姓名', '姓名'],
    PINYIN: ['Pinyin', '姓名拼音', '姓名拼音'],
    ADDRESS: ['Address', '地址', '地址'],
    TEXT: ['Text', '文本', '文本'],
  },
  SensitiveKind: {
    NAME: ['Name', '姓名', '姓名'],
    PHONE: ['Phone', '电话号码', '電話號碼'],
    ID_NUMBER: ['Id number', '证件号码', '證件號碼'],
    ADDRESS: ['Address', '地址', '地址'],
    COORDINATES: ['Coordinates', '坐标', '座標'],
    BANK_CARD: ['Bank card', '银行卡号', '銀行卡號'],
    PLATE: ['Plate', '车牌号', '車牌號'],
    NARRATIVE: ['Narrative', '叙述性文本', '敘述性文本'],
    ORGANISATION: ['Organisation', '组织名称', '組織名稱'],
    BIRTH_DATE: ['Birth date', '出生日期', '出生日期'],
    AMOUNT: ['Amount', '金额', '金額'],
    DATE: ['Date', '日期', '日期'],
  },
  Sensitivity: {
    NORMAL: ['Normal', '一般', '一般'],
    RESTRICTED: ['Restricted', '受限', '受限'],
    SEALED: ['Sealed', '封存', '封存'],
  },
  ShareClass: {
    UNCONDITIONAL: ['Unconditional', '无条件共享', '無條件共享'],
    CONDITIONAL: ['Conditional', '有条件共享', '有條件共享'],
    NOT_SHARED: ['Not shared', '不予共享', '不予共享'],
  },
  SilenceLimitSource: {
    CONFIGURED: ['Configured', '配置', '配置'],
    LEARNED: ['Learned', '学习', '學習'],
  },
  SilenceState: {
    OK: ['Ok', '正常', '正常'],
    SILENT: ['Silent', '静默', '靜默'],
    LEARNING: ['Learning', '学习中', '學習中'],
  },
  TimelineOrder: {
    OLDEST_FIRST: ['Oldest first', '时间正序', '時間正序'],
    NEWEST_FIRST: ['Newest first', '时间倒序', '時間倒序'],
  },
  TimelineOrigin: {
    AGENCY: ['Agency', '来源部门', '來源部門'],
    HUB: ['Hub', '汇流系统', '匯流系統'],
    PARTNER: ['Partner', '协同部门', '協同部門'],
  },
  Urgency: {
    CRITICAL: ['Critical', '特急', '特急'],
    HIGH: ['High', '紧急', '緊急'],
    NORMAL: ['Normal', '一般', '一般'],
    COMPLEX: ['Complex', '疑难复杂', '疑難複雜'],
  },
  Whistle: {
    QUICK: ['Quick', '快捷哨', '快捷哨'],
    EMERGENCY: ['Emergency', '应急哨', '應急哨'],
    HARD_CASE: ['Hard case', '攻坚哨', '攻堅哨'],
  },
  WorkflowMove: {
    REGISTER: ['Register', '登记', '登記'],
    TRIAGE: ['Triage', '分流', '分流'],
    REFER: ['Refer', '转办', '轉辦'],
    ACCEPT: ['Accept', '受理', '受理'],
    RETURN: ['Return', '退单', '退單'],
    START_MEDIATION: ['Start mediation', '办理', '辦理'],
    RECORD_SESSION: ['Record session', '调解记录', '調解記錄'],
    AGREE: ['Agree', '调解成功', '調解成功'],
    FAIL: ['Fail', '调解不成', '調解不成'],
    LITIGATE: ['Litigate', '转诉讼', '轉訴訟'],
    SUSPEND: ['Suspend', '中止', '中止'],
    RESUME: ['Resume', '恢复办理', '恢復辦理'],
    REQUEST_CONFIRMATION: ['Request confirmation', '申请司法确认', '申請司法確認'],
    CONFIRM: ['Confirm', '司法确认', '司法確認'],
    REFUSE_CONFIRMATION: ['Refuse confirmation', '不予司法确认', '不予司法確認'],
    INSTALMENT_PAID: ['Instalment paid', '履行', '履行'],
    INSTALMENT_MISSED: ['Instalment missed', '逾期未履行', '逾期未履行'],
    FOLLOW_UP: ['Follow up', '回访', '回訪'],
    CLOSE: ['Close', '销号', '銷號'],
    REOPEN: ['Reopen', '重开', '重開'],
    REDO: ['Redo', '重办', '重辦'],
    EXTEND: ['Extend', '延期', '延期'],
    WITHDRAW: ['Withdraw', '撤回', '撤回'],
    TRANSFER_CRIMINAL: ['Transfer criminal', '转刑事', '轉刑事'],
    SUPERVISE: ['Supervise', '督办', '督辦'],
    WHISTLE: ['Whistle', '吹哨', '吹哨'],
    SOON_DUE: ['Soon due', '即将超期', '即將超期'],
    OVERDUE: ['Overdue', '超期', '超期'],
    INSTALMENT_DUE: ['Instalment due', '履行提醒', '履行提醒'],
    FOLLOW_UP_DUE: ['Follow up due', '回访提醒', '回訪提醒'],
  },
  WorkflowState: {
    REGISTERED: ['Registered', '登记', '登記'],
    TRIAGED: ['Triaged', '分流', '分流'],
    REFERRED: ['Referred', '转办', '轉辦'],
    ACCEPTED: ['Accepted', '受理', '受理'],
    MEDIATING: ['Mediating', '办理', '辦理'],
    SUSPENDED: ['Suspended', '中止（如司法鉴定', '中止（如司法鑑定'],
    AGREED: ['Agreed', '调解成功', '調解成功'],
    CONFIRMED: ['Confirmed', '司法确认', '司法確認'],
    PERFORMING: ['Performing', '履行中', '履行中'],
    FAILED: ['Failed', '调解不成', '調解不成'],
    LITIGATED: ['Litigated', '转诉讼', '轉訴訟'],
    TRANSFERRED_CRIMINAL: ['Transferred criminal', '转刑事', '轉刑事'],
    WITHDRAWN: ['Withdrawn', '撤回', '撤回'],
    FOLLOWED_UP: ['Followed up', '回访', '回訪'],
    CLOSED: ['Closed', '销号', '銷號'],
    REOPENED: ['Reopened', '重开', '重開'],
  },
} as const;
export type EnumName = keyof typeof ENUM_NAMES;
export type AccessApplicationState = keyof (typeof ENUM_NAMES)['AccessApplicationState'];
export type AccessCutKind = keyof (typeof ENUM_NAMES)['AccessCutKind'];
export type AccessCutRule = keyof (typeof ENUM_NAMES)['AccessCutRule'];
export type AccessRight = keyof (typeof ENUM_NAMES)['AccessRight'];
export type AgreementForm = keyof (typeof ENUM_NAMES)['AgreementForm'];
export type AuditKind = keyof (typeof ENUM_NAMES)['AuditKind'];
export type AuditUsageKey = keyof (typeof ENUM_NAMES)['AuditUsageKey'];
export type BreakGlassState = keyof (typeof ENUM_NAMES)['BreakGlassState'];
export type Colour = keyof (typeof ENUM_NAMES)['Colour'];
export type ColourDecisionKind = keyof (typeof ENUM_NAMES)['ColourDecisionKind'];
export type ColumnValueKind = keyof (typeof ENUM_NAMES)['ColumnValueKind'];
export type ConfirmationStatus = keyof (typeof ENUM_NAMES)['ConfirmationStatus'];
export type CorrectionState = keyof (typeof ENUM_NAMES)['CorrectionState'];
export type CourtLevel = keyof (typeof ENUM_NAMES)['CourtLevel'];
export type DatasetName = keyof (typeof ENUM_NAMES)['DatasetName'];
export type DisclosureLevel = keyof (typeof ENUM_NAMES)['DisclosureLevel'];
export type DisputeCategory = keyof (typeof ENUM_NAMES)['DisputeCategory'];
export type DisputeChange = keyof (typeof ENUM_NAMES)['DisputeChange'];
export type DisputeGrouping = keyof (typeof ENUM_NAMES)['DisputeGrouping'];
export type DisputeOrder = keyof (typeof ENUM_NAMES)['DisputeOrder'];
export type DisputeState = keyof (typeof ENUM_NAMES)['DisputeState'];
export type DriftKind = keyof (typeof ENUM_NAMES)['DriftKind'];
export type ErasureState = keyof (typeof ENUM_NAMES)['ErasureState'];
export type ExportFormat = keyof (typeof ENUM_NAMES)['ExportFormat'];
export type ExportLanguage = keyof (typeof ENUM_NAMES)['ExportLanguage'];
export type ExportList = keyof (typeof ENUM_NAMES)['ExportList'];
export type ExportState = keyof (typeof ENUM_NAMES)['ExportState'];
export type FailureOutcome = keyof (typeof ENUM_NAMES)['FailureOutcome'];
export type FeedName = keyof (typeof ENUM_NAMES)['FeedName'];
export type GrantOrigin = keyof (typeof ENUM_NAMES)['GrantOrigin'];
export type GrantState = keyof (typeof ENUM_NAMES)['GrantState'];
export type HandlingMark = keyof (typeof ENUM_NAMES)['HandlingMark'];
export type HotSpotLevel = keyof (typeof ENUM_NAMES)['HotSpotLevel'];
export type HotSpotState = keyof (typeof ENUM_NAMES)['HotSpotState'];
export type InstalmentStatus = keyof (typeof ENUM_NAMES)['InstalmentStatus'];
export type KeyField = keyof (typeof ENUM_NAMES)['KeyField'];
export type LinkDecisionKind = keyof (typeof ENUM_NAMES)['LinkDecisionKind'];
export type LinkDecisionOutcome = keyof (typeof ENUM_NAMES)['LinkDecisionOutcome'];
export type LinkReviewAction = keyof (typeof ENUM_NAMES)['LinkReviewAction'];
export type LinkReviewReason = keyof (typeof ENUM_NAMES)['LinkReviewReason'];
export type LinkStatus = keyof (typeof ENUM_NAMES)['LinkStatus'];
export type Nature = keyof (typeof ENUM_NAMES)['Nature'];
export type PartyKind = keyof (typeof ENUM_NAMES)['PartyKind'];
export type PartyRole = keyof (typeof ENUM_NAMES)['PartyRole'];
export type PointsPartKind = keyof (typeof ENUM_NAMES)['PointsPartKind'];
export type Purpose = keyof (typeof ENUM_NAMES)['Purpose'];
export type RecordOrder = keyof (typeof ENUM_NAMES)['RecordOrder'];
export type RecordState = keyof (typeof ENUM_NAMES)['RecordState'];
export type ReferralStatus = keyof (typeof ENUM_NAMES)['ReferralStatus'];
export type ReferralTier = keyof (typeof ENUM_NAMES)['ReferralTier'];
export type RegionLevel = keyof (typeof ENUM_NAMES)['RegionLevel'];
export type ResolutionMethod = keyof (typeof ENUM_NAMES)['ResolutionMethod'];
export type RiskEventKind = keyof (typeof ENUM_NAMES)['RiskEventKind'];
export type RiskFactorName = keyof (typeof ENUM_NAMES)['RiskFactorName'];
export type RiskHistoryOrigin = keyof (typeof ENUM_NAMES)['RiskHistoryOrigin'];
export type RiskWebhookChangeKind = keyof (typeof ENUM_NAMES)['RiskWebhookChangeKind'];
export type RiskWebhookDeliveryState = keyof (typeof ENUM_NAMES)['RiskWebhookDeliveryState'];
export type RiskWebhookState = keyof (typeof ENUM_NAMES)['RiskWebhookState'];
export type Satisfaction = keyof (typeof ENUM_NAMES)['Satisfaction'];
export type SavedViewKind = keyof (typeof ENUM_NAMES)['SavedViewKind'];
export type SavedViewVisibility = keyof (typeof ENUM_NAMES)['SavedViewVisibility'];
export type SearchMatch = keyof (typeof ENUM_NAMES)['SearchMatch'];
export type SensitiveKind = keyof (typeof ENUM_NAMES)['SensitiveKind'];
export type Sensitivity = keyof (typeof ENUM_NAMES)['Sensitivity'];
export type ShareClass = keyof (typeof ENUM_NAMES)['ShareClass'];
export type SilenceLimitSource = keyof (typeof ENUM_NAMES)['SilenceLimitSource'];
export type SilenceState = keyof (typeof ENUM_NAMES)['SilenceState'];
export type TimelineOrder = keyof (typeof ENUM_NAMES)['TimelineOrder'];
export type TimelineOrigin = keyof (typeof ENUM_NAMES)['TimelineOrigin'];
export type Urgency = keyof (typeof ENUM_NAMES)['Urgency'];
export type Whistle = keyof (typeof ENUM_NAMES)['Whistle'];
export type WorkflowMove = keyof (typeof ENUM_NAMES)['WorkflowMove'];
export type WorkflowState = keyof (typeof ENUM_NAMES)['WorkflowState'];
