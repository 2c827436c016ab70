import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { yuanText } from '../../language/amounts.ts';
import { inLanguage } from '../../language/bilingual.ts';
import { useLanguage, useTexts } from '../../language/language-context.ts';
import { useKnownTexts } from '../../language/use-known-texts.ts';
import { minuteText } from '../../language/times.ts';
import { Evidence } from '../../links/evidence.tsx';
import { LEVELS } from '../../links/evidence-texts.ts';
import { LINKS } from '../../links/texts.ts';
import { FeedTag } from '../../parts/feed-tag.tsx';
import { Moment } from '../../parts/time.tsx';
import { Link } from '../../routing/link.tsx';
import { useNames, type NameOf } from '../../vocabulary/use-names.ts';
import type { Compared, Review } from './reviews.ts';
import { REVIEWS } from './texts.ts';

/** Rows of the comparison, each with the field of the evidence that says whether both agree. */
const ROWS = [
  { name: 'number', evidence: 'quotedNumber', value: (one) => one.number },
  { name: 'recordTitle', evidence: null, value: (one) => one.title },
  { name: 'reportedAt', evidence: 'daysApart', value: (one) => one.reportedAt && minuteText(one.reportedAt) },
  { name: 'reporter', evidence: 'name', value: (one) => partyOf(one, 'REPORTER')?.name },
  { name: 'counterparty', evidence: 'counterparty', value: (one) => partyOf(one, 'COUNTERPARTY')?.name },
  { name: 'phone', evidence: 'phone', value: (one) => partyOf(one, 'REPORTER')?.phone },
  { name: 'idNumber', evidence: 'idNumber', value: (one) => partyOf(one, 'REPORTER')?.idNumber },
  { name: 'address', evidence: 'place', value: (one) => one.address },
  {
    name: 'category',
    evidence: 'category',
    value: (one, nameOf) => one.category && nameOf('DisputeCategory', one.category),
  },
  { name: 'amount', evidence: 'amount', value: (one) => one.amountFen && yuanText(one.amountFen) },
  { name: 'narrative', evidence: 'narrative', value: (one) => one.narrative },
] as const satisfies readonly {
  readonly name: keyof (typeof REVIEWS)['en'];
  readonly evidence: string | null;
  readonly value: (one: Compared, nameOf: NameOf) => string | number | null | undefined;
}[];

/** What is not the same. A level that agrees may weigh against too, where records of different disputes agree so more often: that is for the weights below. */
const DIFFERENT: ReadonlySet<string> = new Set(['DIFFERENT', 'LONGER', 'BELOW_0.1']);

/** Both records side by side, with what agrees and what does not; below it the weights. */
export function Comparison({ review }: { readonly review: Review }): ReactNode {
  const t = useTexts(REVIEWS);
  const links = useTexts(LINKS);
  const levelName = useKnownTexts(LEVELS);
  const language = useLanguage();
  const nameOf = useNames();
  const { link } = review;
  const [one, other] = link?.records ?? [];
  const fields = link?.fields ?? [];
  return (
    <section className="comparison" aria-label={t('compare')}>
      <p className="comparison-why">
        {review.reason !== null && (
          <span className="tag tag-yellow">{nameOf('LinkReviewReason', review.reason)}</span>
        )}
        <strong>{links('probability', { percent: Math.round((link?.probability ?? 0) * 100) })}</strong>
        <span className="muted">
          {review.proposedAction !== null && nameOf('LinkReviewAction', review.proposedAction)}
        </span>
        {review.since !== null && (
          <span className="muted">
            {t('since')} <Moment time={review.since} />
          </span>
        )}
      </p>
      <p className="comparison-why">
        <span className="muted">{(review.disputes ?? []).length === 0 ? t('inNone') : t('disputes')}</span>
        {(review.disputes ?? []).map(({ code, title }) => (
          <Link key={code} to={`/disputes/${code}`}>
            <span className="code">{code}</span> {title}
          </Link>
        ))}
      </p>
      <table className="compared">
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <Head record={one} feed={link?.feeds?.[0]} no={1} />
            <Head record={other} feed={link?.feeds?.[1]} no={2} />
          </tr>
        </thead>
        <tbody>
          {ROWS.map(({ name, evidence, value }) => {
            const values = [one, other].map((record) => (record == null ? null : value(record, nameOf)));
            if (values.every((text) => text == null || text === '')) return null;
            const found = fields.find(({ field }) => field === evidence);
            const weight = found?.weight ?? 0;
            const isDifferent = DIFFERENT.has(found?.level ?? '');
            const agreement = isDifferent ? 'differs' : weight > 0 ? 'agrees' : null;
            return (
              <tr key={name} className={agreement === null ? undefined : `compared-${agreement}`}>
                <th scope="row" title={found?.note == null ? undefined : inLanguage(found.note, language)}>
                  {t(name)}
                  {found != null && found.level !== 'UNKNOWN' && (
                    <span className="compared-mark">
                      {agreement !== null && (
                        <span aria-hidden="true">{isDifferent ? <CloseOutlined /> : <CheckOutlined />}</span>
                      )}
                      {found.level === null ? null : levelName(found.level)}
                    </span>
                  )}
                </th>
                <td>{values[0]}</td>
                <td>{values[1]}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Evidence fields={fields} />
    </section>
  );
}

interface HeadProps {
  readonly record: Compared | null | undefined;
  readonly feed: NonNullable<Compared['feed']> | undefined;
  readonly no: number;
}

function Head({ record, feed, no }: HeadProps): ReactNode {
  const t = useTexts(REVIEWS);
  const at = record?.feed ?? feed;
  return (
    <th scope="col">
      {t('record', { no })} {at !== undefined && <FeedTag feed={at} />}
    </th>
  );
}

function partyOf(record: Compared, role: string): NonNullable<Compared['parties']>[number] | undefined {
  return record.parties?.find((party) => party.role === role);
}
