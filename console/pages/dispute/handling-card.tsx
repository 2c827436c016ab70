import { Alert, Button, Tooltip } from 'antd';
import { useState, type ReactNode } from 'react';
import { useQuery } from 'urql';
import { yuanText } from '../../language/amounts.ts';
import { useTexts } from '../../language/language-context.ts';
import { dayText, minuteText } from '../../language/times.ts';
import { MoveForm } from '../../moves/move-form.tsx';
import { MOVES } from '../../moves/moves.ts';
import { Card } from '../../parts/card.tsx';
import { Due } from '../../parts/due.tsx';
import { Failure, Loading, Withheld } from '../../parts/states.tsx';
import { useSession } from '../../session/session-context.ts';
import type { WorkflowMove } from '../../vocabulary/enums.ts';
import { useAgencyNames } from '../../vocabulary/use-agency-names.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { withheldFields } from '../../graph/faults.ts';
import { DISPUTE_HANDLING, type DisputeHandlingAnswer } from './dispute.ts';
import { DISPUTE } from './texts.ts';
import { useRefreshed, type Refresh } from './use-refresh.ts';

type Handled = NonNullable<DisputeHandlingAnswer['dispute']>;
type Workflow = NonNullable<Handled['workflow']>;

/** May do what the agency in question may. */
const ADMINISTRATOR = 'admin';

interface HandlingCardProps {
  readonly code: string;
  readonly refresh: Refresh;
  readonly onMoved: () => void;
}

/** Where the handling stands, how long is left, and what may be done now. */
export function HandlingCard({ code, refresh, onMoved }: HandlingCardProps): ReactNode {
  const t = useTexts(DISPUTE);
  const [{ data, error, fetching }, again] = useQuery({ query: DISPUTE_HANDLING, variables: { code } });
  useRefreshed(refresh, again);
  const dispute = data?.dispute;
  const rule = withheldFields(error).get('Dispute.workflow');
  return (
    <Card title={t('handling')}>
      {dispute == null && fetching && <Loading rows={3} />}
      <Failure error={error} isPartial={dispute != null} />
      {rule !== undefined && <Withheld field="Dispute.workflow" rule={rule} />}
      {dispute != null && rule === undefined && (
        <>
          {dispute.workflow === null ? (
            <p className="muted">{t('unregistered')}</p>
          ) : (
            <Standing workflow={dispute.workflow} />
          )}
          <Moves code={code} dispute={dispute} onMoved={onMoved} />
        </>
      )}
    </Card>
  );
}

function Standing({ workflow }: { readonly workflow: Workflow }): ReactNode {
  const t = useTexts(DISPUTE);
  const nameOf = useNames();
  const agencyName = useAgencyNames();
  const { referral, agreement } = workflow;
  return (
    <>
      <p className="handling-state">
        {workflow.state !== null && <strong>{nameOf('WorkflowState', workflow.state)}</strong>}
        {workflow.dueAt !== null && <Due time={workflow.dueAt} />}
        {workflow.supervised === true && <span className="tag tag-red">{t('supervised')}</span>}
      </p>
      {workflow.suspendedSince !== null && (
        <Alert type="info" title={t('suspended', { time: minuteText(workflow.suspendedSince) })} />
      )}
      <dl className="handling-facts">
        {workflow.dueAt !== null && <Fact name={t('due')} value={minuteText(workflow.dueAt)} />}
        {workflow.urgency !== null && (
          <Fact name={t('urgency')} value={nameOf('Urgency', workflow.urgency)} />
        )}
        {workflow.responsible !== null && (
          <Fact name={t('responsible')} value={agencyName(workflow.responsible)} />
        )}
        {referral !== null && (
          <Fact
            name={t('referral')}
            value={`${referral.name ?? agencyName(referral.agency ?? '')} ${
              referral.status === null ? '' : nameOf('ReferralStatus', referral.status)
            }`}
          />
        )}
        {agreement !== null && (
          <Fact
            name={t('agreement')}
            value={[
              agreement.agreedAt === null ? '' : minuteText(agreement.agreedAt),
              agreement.terms ?? '',
              agreement.amountFen === null ? '' : yuanText(agreement.amountFen),
            ].join(' ')}
          />
        )}
        {workflow.satisfaction !== null && (
          <Fact name={t('satisfaction')} value={nameOf('Satisfaction', workflow.satisfaction)} />
        )}
      </dl>
      {(workflow.instalments ?? []).length > 0 && (
        <ul className="instalment-list" aria-label={t('instalments')}>
          {workflow.instalments?.map(({ no, dueAt, amountFen, status }) => (
            <li key={no}>
              {t('instalment', {
                no: no ?? '',
                amount: amountFen === null ? '' : yuanText(amountFen),
                time: dueAt === null ? '' : dayText(dueAt),
              })}{' '}
              {status !== null && <span className="tag">{nameOf('InstalmentStatus', status)}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface MovesProps {
  readonly code: string;
  readonly dispute: Handled;
  readonly onMoved: () => void;
}

/** Before registration there is no workflow to say what is legal: only registering is. */
const FIRST: readonly WorkflowMove[] = ['REGISTER'];

function Moves({ code, dispute, onMoved }: MovesProps): ReactNode {
  const t = useTexts(DISPUTE);
  const nameOf = useNames();
  const agencyName = useAgencyNames();
  const { facts } = useSession();
  const [chosen, setChosen] = useState<WorkflowMove | null>(null);
  const { workflow, referralProposals } = dispute;
  const legal = (workflow === null ? FIRST : (workflow.legalMoves ?? [])).filter((move) => move in MOVES);
  const referredTo = workflow?.referral?.agency ?? null;
  const mayAnswer = facts?.partner === referredTo || facts?.partner === ADMINISTRATOR;
  const form = chosen === null ? undefined : MOVES[chosen];
  return (
    <>
      <h3>{t('nextSteps')}</h3>
      {legal.length === 0 && <p className="muted">{t('nothingToDo')}</p>}
      <div className="moves">
        {legal.map((move, index) => {
          const isBarred = MOVES[move]?.isForReferred === true && !mayAnswer;
          const button = (
            <Button
              key={move}
              type={index === 0 && !isBarred ? 'primary' : 'default'}
              danger={MOVES[move]?.isGrave === true}
              disabled={isBarred}
              onClick={() => {
                setChosen(move);
              }}
            >
              {nameOf('WorkflowMove', move)}
            </Button>
          );
          return isBarred ? (
            <Tooltip key={move} title={t('onlyReferred', { agency: agencyName(referredTo ?? '') })}>
              {button}
            </Tooltip>
          ) : (
            button
          );
        })}
      </div>
      {chosen !== null && form !== undefined && (
        <MoveForm
          code={code}
          move={chosen}
          form={form}
          version={workflow?.version ?? 0}
          committees={(referralProposals ?? []).flatMap(({ committeeCode, name, why }) =>
            committeeCode === null
              ? []
              : [{ code: committeeCode, name: name ?? committeeCode, why: why ?? '' }],
          )}
          onDone={onMoved}
          onClose={() => {
            setChosen(null);
          }}
        />
      )}
    </>
  );
}
