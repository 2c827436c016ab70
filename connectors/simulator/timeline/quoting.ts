import { NOISE_MODEL } from '../noise/model.ts';
import type { Random } from '../noise/random.ts';
import type { QuarrelAgency } from '../quarrels/kind.ts';
import { monthAndDay } from '../writing/time.ts';
import { write } from '../writing/template.ts';
import type { QuarrelMatter, RecordPlan } from './plan.ts';

/** What is said of an earlier contact. With `{number}` it quotes, without it only mentions. */
const QUOTES: Readonly<Record<QuarrelAgency, readonly string[]>> = {
  police110: [
    '此事已于{day}报警,接警单编号{number}。',
    '[前期|{day}]派出所出过警(接警单:{number}),[未解决|当场未谈成]。',
    '110警情{number}。',
  ],
  hotline12345: [
    '[已|曾]于{day}拨打12345反映,工单编号{number},[至今未解决|回复不满意]。',
    '12345工单{number}[转办|已答复但未解决]。',
    '之前的热线工单号是{number}。',
  ],
  court: ['已向法院申请诉前调解,案号{number}。', '法院{number}案[正在调解中|对方未到庭]。'],
  grid: ['社区网格员已上报,事件编号{number}。', '网格平台事件{number}[处置未果|已登记]。'],
};

const MENTIONS: Readonly<Record<QuarrelAgency, readonly string[]>> = {
  police110: ['之前报过警[,没有结果|]。', '派出所[来过|调解过],[没谈成|对方不认]。'],
  hotline12345: ['之前打过12345[,还没解决|]。', '已多次反映[,无人处理|]。'],
  court: ['已到法院咨询过。', '准备走诉讼[程序|]。'],
  grid: ['社区也来调解过。', '网格员上门做过工作[,没用|]。'],
};

const AGAIN: Readonly<Record<QuarrelAgency, readonly string[]>> = {
  police110: ['[再次报警|重复报警,同一事由],', ''],
  hotline12345: ['[重复诉求|催办件|二次反映]:', '', ''],
  court: [''],
  grid: ['[跟踪走访|回访]:', ''],
};

interface Quote {
  readonly prefix: string;
  readonly suffix: string;
  readonly quoted: RecordPlan | null;
  readonly inField: boolean;
}

/** What a later contact says of the earlier ones. `numberOf` is asked only for the record that is quoted. */
export function quoteOf(
  matter: QuarrelMatter,
  reportedMs: number,
  numberOf: (record: RecordPlan) => string,
  random: Random,
): Quote {
  const { quoting } = NOISE_MODEL;
  const { agency, reporter } = matter;
  // A number can only be told once its agency has given it out.
  const earlier = matter.earlier.filter((record) => (record.versions[0]?.visibleMs ?? Infinity) < reportedMs);
  const nothing: Quote = { prefix: '', suffix: '', quoted: null, inField: false };
  if (earlier.length === 0) return nothing;
  const same = earlier.some(
    (record) =>
      record.agency === agency && record.matter.type === 'quarrel' && record.matter.reporter === reporter,
  );
  const prefix = same ? write(random.pick(AGAIN[agency]), {}, random) : '';
  const elsewhere = earlier.filter((record) => record.agency !== agency);
  const last = elsewhere.at(-1);
  if (last === undefined) return { ...nothing, prefix };
  const from = last.agency as QuarrelAgency;
  if (random.chance(quoting.quotesNumber)) {
    let number = numberOf(last);
    if (from === 'court' && random.chance(quoting.halfWidthBrackets)) {
      number = number.replace('（', '(').replace('）', ')');
    }
    const slots = { number, day: monthAndDay(last.reportedMs) };
    const inField = agency === 'hotline12345' && random.chance(quoting.alsoInField);
    return { prefix, suffix: write(random.pick(QUOTES[from]), slots, random), quoted: last, inField };
  }
  const mention = random.chance(0.4) ? write(random.pick(MENTIONS[from]), {}, random) : '';
  return { prefix, suffix: mention, quoted: null, inField: false };
}
