import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { clientErrorOf, clientErrors } from './client-error.ts';

const seen = (error: unknown): unknown => JSON.parse(JSON.stringify(clientErrorOf(error)));

test("a partner's fault is told in the hub's words", () => {
  expect(seen(new HubError('HUB_BAD_REQUEST', 'first: 0 is no page size', { field: 'first' }))).toEqual({
    message: 'first: 0 is no page size',
    extensions: { code: 'HUB_BAD_REQUEST', field: 'first' },
  });
});

test('of every other fault a client sees the code and no internals', () => {
  const internals = 'mongodb://user:secret@10.0.0.1';
  const cases = [
    [
      new HubError('HUB_STORE_UNAVAILABLE', internals, { cause: new Error(internals) }),
      'HUB_STORE_UNAVAILABLE',
    ],
    [new HubError('HUB_CONFIG_INVALID', internals), 'HUB_INTERNAL'],
    [new HubError('HUB_RECORD_INVALID', internals), 'HUB_INTERNAL'],
    [new TypeError(internals), 'HUB_INTERNAL'],
    [internals, 'HUB_INTERNAL'],
  ] as const;
  for (const [error, code] of cases) {
    expect(seen(error)).toMatchObject({ extensions: { code } });
    expect(JSON.stringify(seen(error))).not.toContain('secret');
  }
});

test('the cause stays with the error for the log', () => {
  const cause = new HubError('HUB_INTERNAL', 'a read failed');
  expect(clientErrorOf(cause).originalError).toBe(cause);
});

test('a GraphQL error passes as it is', () => {
  const error = new GraphQLError('as it is');
  expect(clientErrorOf(error)).toBe(error);
});

test('a resolver that answers at once still does, and its errors come by a promise whether it fails at once or later', async () => {
  expect(clientErrors(() => 7)()).toBe(7);
  const fail = (): never => {
    throw new HubError('HUB_NOT_FOUND', 'no');
  };
  await expect(clientErrors(fail)()).rejects.toBeInstanceOf(GraphQLError);
  await expect(clientErrors(() => Promise.resolve().then(fail))()).rejects.toBeInstanceOf(GraphQLError);
});
