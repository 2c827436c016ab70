import { canonicalJson } from '../../schema/canonical/canonical-json.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { digest } from '../../schema/canonical/ids.ts';
import type {
  ApplicationDoc,
  BreakGlassDoc,
  CorrectionDoc,
  AccessCaseKind,
} from '../../schema/store/access-case-docs.ts';
import type { GrantDoc } from '../../schema/store/grant-docs.ts';
import type { Right } from '../../schema/vocabulary/datasets.ts';
import { isPurpose } from '../../schema/vocabulary/purposes.ts';
import { accessReads, type CaseOf } from './access-reads.ts';
import type { AccessWriter, Said } from './access-writer.ts';
import type { Caller } from './caller.ts';
import { emergencyGrants, grantOf, isGivenAtOnce } from './grants/case-grants.ts';
import type { Reader } from './reader.ts';
import { recordReads } from './record-reads.ts';
import type { DisputeName } from './writer.ts';

/** What every call says. */
export interface Call {
  readonly clientMutationId: string;
  readonly reason: string;
}

export type Decision = 'APPROVE' | 'REFUSE' | 'WITHDRAW';

/**
 * Changes of who may see what. The same call again changes nothing and answers what it made.
 * @throws HubError HUB_FORBIDDEN for who may not, HUB_NOT_FOUND, HUB_IDEMPOTENCY_MISMATCH, HUB_MOVE_ILLEGAL for what is decided already,
 * HUB_VERSION_CONFLICT when others change the same case at that moment
 */
export interface AccessWrites {
  /** Asks for a grant: given at once, refused at once or kept for two approvals, by the terms of the dataset. */
  applyForAccess(asked: ApplicationDoc['asked'], call: Call): Promise<ApplicationDoc>;
  /** Approves (the second approval gives the grant) or refuses; or takes back, by who applied. */
  decideApplication(id: string, decision: Decision, call: Call): Promise<ApplicationDoc>;
  revokeGrant(id: string, call: Call): Promise<GrantDoc>;
  /** Tells the owner of a record that a value is wrong. */
  requestCorrection(
    about: Pick<CorrectionDoc, 'recordId' | 'field' | 'proposed'>,
    call: Call,
  ): Promise<CorrectionDoc>;
  answerCorrection(id: string, isCorrected: boolean, call: Call): Promise<CorrectionDoc>;
  /** Opens one dispute to the caller itself, for minutes, with all there is. */
  breakGlass(dispute: DisputeName, caseNumber: string, minutes: number, call: Call): Promise<BreakGlassDoc>;
  /** Says of an emergency whether it was one; where not, what is left of it ends. */
  reviewBreakGlass(id: string, isJustified: boolean, call: Call): Promise<BreakGlassDoc>;
}

const APPROVALS = 2;

/** @param now for tests */
export function accessWrites(
  reader: Reader,
  writer: AccessWriter,
  caller: Caller,
  now: () => Date,
): AccessWrites {
  const reads = accessReads(reader);
  const records = recordReads(reader);
  const { partner, actor } = caller;
  const saidBy = (call: Call): Said => ({ ...call, at: now().toISOString() });
  const caseNamed = async <Kind extends AccessCaseKind>(kind: Kind, id: string): Promise<CaseOf<Kind>> =>
    (await reads.accessCase(kind, id)) ?? notFound(`there is no case ${id.slice(0, 100)} of yours`, 'id');
  /** The case that the call opened before, if it did. */
  const opened = async <Kind extends AccessCaseKind>(kind: Kind, id: string, inputHash: string) => {
    const known = await reads.accessCase(kind, id);
    if (known !== null && known.inputHash !== inputHash) {
      throw new HubError(
        'HUB_IDEMPOTENCY_MISMATCH',
        'clientMutationId: it was used for something else; use a new one for each call',
        { field: 'clientMutationId' },
      );
    }
    return known;
  };
  const changed = async <Kind extends AccessCaseKind>(
    read: CaseOf<Kind>,
    kind: Kind,
    done: Promise<boolean>,
  ): Promise<CaseOf<Kind>> => {
    if (await done) return caseNamed(kind, read._id);
    throw new HubError(
      'HUB_VERSION_CONFLICT',
      'somebody else changed it at this moment; read it and try again',
    );
  };
  const isRepeat = ({ changes }: Pick<ApplicationDoc, 'changes'>, { clientMutationId }: Call): boolean =>
    changes.some((one) => one.clientMutationId === clientMutationId && one.partner === partner);
  const requireRight = (right: Right, forWhat: string): void => {
    if (!caller.access.rights.has(right)) forbidden(`${forWhat} needs the right ${right}`);
  };

  return {
    applyForAccess: async (asked, call) => {
      const id = writer.idOf('APPLICATION', call.clientMutationId);
      const inputHash = digest('application', canonicalJson({ asked, reason: call.reason }));
      const known = await opened('APPLICATION', id, inputHash);
      if (known !== null) return known;
      const terms = (await reads.datasetTerms()).get(asked.dataset);
      const isRefused = terms?.share === 'NOT_SHARED';
      const isGiven = terms?.share === 'UNCONDITIONAL' && isGivenAtOnce(asked);
      const give = isGiven ? [grantOf({ _id: id, partner, asked, reason: call.reason })] : [];
      await writer.open(
        {
          _id: id,
          kind: 'APPLICATION',
          state: isRefused ? 'REFUSED' : isGiven ? 'GRANTED' : 'PENDING',
          inputHash,
          owner: null,
          asked,
          approvals: [],
          answer: isRefused ? `the dataset ${asked.dataset} is not shared (不予共享)` : null,
          grantIds: give.map(({ _id }) => _id),
        },
        saidBy(call),
        { give },
      );
      return caseNamed('APPLICATION', id);
    },
    decideApplication: async (id, decision, call) => {
      const read = await caseNamed('APPLICATION', id);
      const said = saidBy(call);
      if (isRepeat(read, call)) return read;
      if (decision === 'WITHDRAW') {
        if (read.partner !== partner) forbidden('only the partner that applied takes an application back');
      } else {
        requireRight('APPROVE', 'deciding about an application');
        if (read.partner === partner) {
          forbidden('whoever applied has no voice in it: it is decided by people of other partners');
        }
      }
      if (read.state !== 'PENDING') illegal(`the application is ${read.state} already`);
      if (decision !== 'APPROVE') {
        const state = decision === 'REFUSE' ? 'REFUSED' : 'WITHDRAWN';
        const fields = { state, answer: call.reason };
        return changed(read, 'APPLICATION', writer.change(read, fields, state, said));
      }
      if (read.approvals.some((one) => one.partner === partner && one.actor === actor)) {
        forbidden('you approved it already: a second person has to (四眼原则)');
      }
      const approvals = [...read.approvals, { partner, actor, at: said.at, reason: call.reason }];
      const isLast = approvals.length >= APPROVALS;
      const give = isLast ? [grantOf(read)] : [];
      const fields = {
        approvals,
        ...(isLast ? { state: 'GRANTED', grantIds: give.map(({ _id }) => _id) } : {}),
      };
      return changed(read, 'APPLICATION', writer.change(read, fields, 'APPROVED', said, { give }));
    },
    revokeGrant: async (id, call) => {
      requireRight('APPROVE', 'revoking a grant');
      const grantNamed = async (): Promise<GrantDoc> =>
        (await reader.find('grants', { _id: id }))[0] ??
        notFound(`there is no grant ${id.slice(0, 100)}`, 'id');
      await grantNamed();
      await writer.revoke(id, saidBy(call));
      return grantNamed();
    },
    requestCorrection: async (about, call) => {
      const id = writer.idOf('CORRECTION', call.clientMutationId);
      const inputHash = digest('correction', canonicalJson({ about, reason: call.reason }));
      const known = await opened('CORRECTION', id, inputHash);
      if (known !== null) return known;
      const [record] = await records.recordsByIds([about.recordId]);
      if (record === undefined) notFound(`there is no record ${about.recordId.slice(0, 100)}`, 'recordId');
      const { feed } = record;
      const owner = (await reads.datasetTerms()).get(feed)?.owner ?? null;
      await writer.open(
        {
          _id: id,
          kind: 'CORRECTION',
          state: 'OPEN',
          inputHash,
          owner,
          feed,
          ...about,
          answer: null,
          grantIds: [],
        },
        saidBy(call),
      );
      return caseNamed('CORRECTION', id);
    },
    answerCorrection: async (id, isCorrected, call) => {
      const read = await caseNamed('CORRECTION', id);
      if (read.owner !== partner) forbidden(`only ${read.owner ?? 'its owner'} answers for the record`);
      if (isRepeat(read, call)) return read;
      if (read.state !== 'OPEN') illegal(`the request is ${read.state} already`);
      const state = isCorrected ? 'CORRECTED' : 'KEPT';
      const fields = { state, answer: call.reason };
      return changed(read, 'CORRECTION', writer.change(read, fields, state, saidBy(call)));
    },
    breakGlass: async (named, caseNumber, minutes, call) => {
      requireRight('BREAK_GLASS', 'opening a dispute in an emergency');
      const { purpose } = caller;
      if (purpose === null || !isPurpose(purpose)) forbidden('state a purpose first');
      const id = writer.idOf('BREAK_GLASS', call.clientMutationId);
      const inputHash = digest(
        'break-glass',
        canonicalJson({ named, caseNumber, minutes, reason: call.reason }),
      );
      const known = await opened('BREAK_GLASS', id, inputHash);
      if (known !== null) return known;
      const dispute = await writer.disputeForEmergency(named);
      if (dispute === null) notFound('there is no such dispute', 'input');
      const said = saidBy(call);
      const until = new Date(Date.parse(said.at) + minutes * 60_000).toISOString();
      const give = emergencyGrants({
        caseId: id,
        who: { partner, actor },
        purpose,
        disputeId: dispute._id,
        from: said.at,
        until,
        reason: `${caseNumber}: ${call.reason}`,
      });
      await writer.open(
        {
          _id: id,
          kind: 'BREAK_GLASS',
          state: 'UNREVIEWED',
          inputHash,
          owner: null,
          disputeId: dispute._id,
          code: dispute.code,
          caseNumber,
          until,
          review: null,
          grantIds: give.map(({ _id }) => _id),
        },
        said,
        { give },
      );
      return caseNamed('BREAK_GLASS', id);
    },
    reviewBreakGlass: async (id, isJustified, call) => {
      requireRight('APPROVE', 'reviewing an emergency');
      const read = await caseNamed('BREAK_GLASS', id);
      if (read.partner === partner && read.actor === actor) {
        forbidden('nobody reviews an emergency of their own');
      }
      if (isRepeat(read, call)) return read;
      if (read.state !== 'UNREVIEWED') illegal(`it was reviewed already: ${read.state}`);
      const said = saidBy(call);
      const state = isJustified ? 'JUSTIFIED' : 'UNJUSTIFIED';
      const fields = { state, review: { partner, actor, at: said.at, reason: call.reason } };
      const effects = isJustified ? {} : { revoke: read.grantIds };
      return changed(read, 'BREAK_GLASS', writer.change(read, fields, state, said, effects));
    },
  };
}

function forbidden(why: string): never {
  throw new HubError('HUB_FORBIDDEN', why);
}

function illegal(why: string): never {
  throw new HubError('HUB_MOVE_ILLEGAL', `${why}; nothing was changed`);
}

function notFound(why: string, field: string): never {
  throw new HubError('HUB_NOT_FOUND', why, { field });
}
