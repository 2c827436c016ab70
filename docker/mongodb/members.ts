import { HubError } from '../../schema/canonical/hub-error.ts';

export const REPLICA_SET = 'rs0';

const MEMBER = /^[A-Za-z0-9.-]+:\d{1,5}$/;

/** `a:27017,b:27017,c:27017` as a list. @throws HubError HUB_CONFIG_INVALID */
export function membersOf(text: string | undefined): readonly string[] {
  const members = (text ?? '').split(',').filter((member) => member !== '');
  if (members.length > 0 && members.every((member) => MEMBER.test(member))) return members;
  throw new HubError(
    'HUB_CONFIG_INVALID',
    `--members is "${text ?? ''}"; name the members of the replica set as HOST:PORT,HOST:PORT,HOST:PORT`,
    { field: 'members' },
  );
}
