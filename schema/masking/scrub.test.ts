import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuMs } from '../../test/harness/cpu-ms.ts';
import type { IdentifyingContext } from './identifying.ts';
import { maskText } from './mask-text.ts';
import type { ScrubParty } from './party-forms.ts';
import { pseudonymsOf } from './pseudonyms.ts';
import { scrub } from './scrub.ts';

const CONTEXT: IdentifyingContext = {
  pseudonyms: pseudonymsOf('court', { version: 1, secret: Buffer.alloc(32, 7) }),
  asOf: '2026-11-24',
  regionCode: null,
};
const person = (name: string | null, rest: Partial<ScrubParty> = {}): ScrubParty => ({
  kind: 'PERSON',
  name,
  phones: [],
  idNumber: null,
  addresses: [],
  ...rest,
});
const ZHANG = person('张小明', {
  phones: ['13812345678', '0513-85123456'],
  idNumber: '11010519491231002X',
  addresses: ['南通市通州区人民路128号3幢2单元501室'],
});
const OUYANG = person('歐陽修');
const FIRM: ScrubParty = { ...person('南通阳光物业服务有限公司'), kind: 'ORGANISATION' };
const masked = (text: string, ...parties: readonly ScrubParty[]): string | null =>
  scrub(text, parties, 'MASKED', CONTEXT);

describe('the parties, however they are written', () => {
  test.each([
    ['张小明与邻居争吵', '张*与邻居争吵'],
    ['張小明與鄰居爭吵', '张*與鄰居爭吵'],
    ['张 小 明来电', '张*来电'],
    ['张\u200b小明来电', '张*来电'],
    ['张先生来电，小明称', '张*来电，张*称'],
    ['老张、小张、张某某、张女士', '张*、张*、张*、张*'],
    ['Zhang Xiaoming called', '张* called'],
    ['caller XIAOMING ZHANG', 'caller 张*'],
    ['𠮷𠮷张小明𠮷', '𠮷𠮷张*𠮷'],
    ['电话1 3 8 1 2 3 4 5 6 7 8', '电话138****5678'],
    ['电话１３８—１２３４—５６７８。', '电话138****5678。'],
    ['电话幺三八一二三四五六七八', '电话138****5678'],
    ['座机85123456', '座机0513-****3456'],
    ['身份证110105 19491231 002x', '身份证1****************X'],
    ['旧证110105491231002', '旧证1****************X'],
    ['住人民路128号3幢2单元501室', '住南通市通州区人民路***'],
    ['尾号5678的机主', '尾号***的机主'],
  ])('%s', (given, shown) => {
    expect(masked(given, ZHANG)).toBe(shown);
  });

  test('compound surnames, organisations, several at once', () => {
    expect(masked('欧阳修投诉阳光物业，欧阳先生称', OUYANG, FIRM)).toBe(
      '歐陽*投诉南**物业服务有限公司，歐陽*称',
    );
    expect(masked('买买提来电', person('买买提·阿不都拉'))).toBe('买*来电');
    expect(masked('John Smith, Mr. Smith, smithy', person('John Smith'))).toBe('J*, Mr. J*, smithy');
  });

  test('a name that begins a road is left to the road, and a party without a name is nobody', () => {
    expect(masked('和平路施工，王和平来电', person('王和平'))).toBe('和平路施工，王*来电');
    expect(masked('匿名群众称没有问题', person('匿名'), person('群众'))).toBe('匿名群众称没有问题');
    expect(masked('小区门口', person('区小红'))).toBe('小区门口');
  });

  test('all forms of one person have one pseudonym, and labels tell only what is gone', () => {
    const shown = scrub('张小明、老张、張先生', [ZHANG], 'PSEUDONYM', CONTEXT) ?? '';
    expect(new Set(shown.split('、')).size).toBe(1);
    expect(shown).toContain(CONTEXT.pseudonyms?.of('NAME', '张小明') ?? '-');
    expect(scrub('张小明13812345678', [ZHANG], 'GENERALISED', CONTEXT)).toBe('〔姓名〕〔电话〕');
    expect(scrub('张小明', [ZHANG], 'CLEAR', CONTEXT)).toBe('张小明');
    expect(scrub('张小明', [ZHANG], 'WITHHELD', CONTEXT)).toBeNull();
  });
});

describe('whatever has the form of a personal value', () => {
  test.each([
    ['请回电13987654321谢谢', '请回电139****4321谢谢'],
    ['请回电+86 139-8765-4321', '请回电139****4321'],
    ['拨打010-62345678转801', '拨打010-****5678转*'],
    ['身份证号320612198001011234', '身份证号3****************4'],
    ['身份证320612800101123', '身份证3*************3'],
    ['卡号6222021234567890', '卡号************7890'],
    ['付到4111 1111 1111 1111', '付到************1111'],
    ['车牌苏F12345和粤B·D12345', '车牌苏F****5和粤B*****5'],
    ['住幸福路12号3单元402室', '住幸福路***'],
    ['住阳光小区3-2-501', '住阳光小区***'],
    ['住新联村三组十二号', '住新联村***'],
    ['微信号：zhang_2026a', '微信号：***'],
    ['QQ 123456789', 'QQ ***'],
    ['邮箱 a.b@example.com.cn', '邮箱 ***'],
    ['1990年1月2日出生', '1990-**-**出生'],
    ['护照E12345678', '护照E*******8'],
  ])('%s', (given, shown) => {
    expect(masked(given)).toBe(shown);
  });

  test.each([
    '（2026）苏0612诉前调1234号',
    '(2026)苏0612民初12345号',
    '工单NT20261124000123已办结',
    '接警单编号J3206122026112400123',
    '工单号320612261124001',
    '拨打110、12345、119、12348求助',
    '2026年11月24日9时30分，2026-11-24 09:30:00',
    '欠款30000元，共计1234567.89元，3.2万元',
    '张江路、王府井大街、李村、黄河路口堵车',
    '一百二十三名农民工，11月3号',
    'T-320612-261124-K7QF27',
    '依据民法典第1043条、第十二条',
    '路灯不亮，3栋楼房，5楼漏水，会议室',
    '高铁G1234次，地铁3号线',
    '2019-2026年',
    '400-800-1234',
    '经度121.07654 纬度32.06123',
    '192.168.1.1:8080',
  ])('leaves alone: %s', (given) => {
    expect(masked(given)).toBe(given);
    expect(masked(given, person('周建国'))).toBe(given);
  });

  test('is what messages and logs are masked by', () => {
    expect(maskText('row 3: phone "13812345678" is no number')).toBe(
      'row 3: phone "138****5678" is no number',
    );
    expect(maskText('张小明.csv', [ZHANG])).toBe('张*.csv');
  });
});

const NAME = fc
  .tuple(
    fc.constantFrom('张', '王', '歐陽', '诸葛', '买'),
    fc.string({ unit: fc.constantFrom(...Array.from('伟强芳娜敏静')), minLength: 1, maxLength: 2 }),
  )
  .map(([surname, given]) => surname + given);
const PHONE = fc
  .tuple(fc.constantFrom('13', '15', '18'), fc.integer({ min: 0, max: 999_999_999 }))
  .map(([head, tail]) => head + String(tail).padStart(9, '0'));
const FILL = fc
  .array(
    fc.constantFrom(
      '来电',
      '称',
      '，',
      '。',
      ' ',
      '2026',
      '年',
      '与',
      '𠮷',
      '邻居',
      'abc',
      '12',
      '号',
      '路',
      '-',
      '*',
      '老',
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(''));
const spread = (text: string, by: string): string => Array.from(text).join(by);
const wide = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

test("no text keeps a party's name or number, and what is scrubbed stays as it is", () => {
  fc.assert(
    fc.property(
      NAME,
      PHONE,
      FILL,
      FILL,
      FILL,
      fc.constantFrom('', ' ', '-', '\u200b'),
      (name, phone, a, b, c, by) => {
        const party = person(name, { phones: [phone] });
        const text = `${a}${spread(name, by)}${b}${wide(spread(phone, by))}${c}`;
        for (const level of ['MASKED', 'PSEUDONYM', 'GENERALISED'] as const) {
          const shown = scrub(text, [party], level, CONTEXT) ?? '';
          const bare = shown.normalize('NFKC').replace(/[\s\-\u200b]/gu, '');
          expect(bare).not.toContain(name);
          expect(bare).not.toContain(phone);
          // Figures that stood right beside a number are a number of their own once it is gone.
          if (!/\d$/.test(b) && !/^\d/.test(c)) expect(scrub(shown, [party], level, CONTEXT)).toBe(shown);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('any text at all comes back whole where there is nothing to hide', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...Array.from('天地玄黄𠮷宇宙洪荒，。（）ａｂ ')) }),
      (text) => {
        expect(masked(text, ZHANG)).toBe(text);
      },
    ),
    { numRuns: 300 },
  );
});

test('time grows with the length, not with its square', () => {
  const hard = ['1 ', '1-', '苏a', 'a.', '路12号', '一', '张', '(', '出生1990年', '微信 '];
  const many = Array.from({ length: 100 }, (_, at) => person(`张${String.fromCharCode(0x4e00 + at)}伟`));
  for (const unit of hard) {
    // The best of three: other work on the machine takes its caches too.
    const run = (length: number): number => {
      const text = unit.repeat(Math.ceil(length / unit.length));
      const took = [1, 2, 3].map(() =>
        cpuMs(() => {
          masked(text, ...many);
        }),
      );
      return Math.min(...took);
    };
    // Eight times the length: a square would take sixty-four times as long.
    expect(run(100_000), unit).toBeLessThan(Math.max(500, run(12_500) * 30));
  }
}, 60_000);
