import { stepOf } from '../rules.ts';
import { evidenceOf, type Factor } from '../score-input.ts';

const FEN = 100;

/** Money at stake (涉案金额), yuan: the largest sum that the dispute or one of its records names. */
export const amount: Factor = ({ dispute, records, rules }) => {
  const fen = Math.max(dispute.amountFen ?? 0, ...records.map(({ amountFen }) => amountFen ?? 0));
  const value = fen / FEN;
  return {
    value,
    unit: '元',
    points: stepOf(rules.AMOUNT.steps, value)?.points ?? 0,
    note: fen === 0 ? '未涉及金额' : `涉案金额${value}元`,
    evidence: records
      .filter(({ amountFen }) => fen > 0 && amountFen === fen)
      .map((record) => evidenceOf(record)),
  };
};
