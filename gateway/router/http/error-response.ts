import type { GraphQLFormattedError } from 'graphql';
import { HubError, type HubErrorCode } from '../../../schema/canonical/hub-error.ts';
import type { Logger } from '../../../runtime/log.ts';
import { RequestError } from '../prepare/request-error.ts';
import { GRAPHQL_RESPONSE, type ResponseType } from './media-types.ts';

export interface ErrorResponse {
  readonly status: number;
  readonly body: { readonly errors: readonly GraphQLFormattedError[] };
}

/** Faults that Fastify finds before any handler runs, in the hub's words. */
const FRAMEWORK: Readonly<Record<string, { status: number; code: HubErrorCode; message: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: 'HUB_LIMIT_EXCEEDED',
    message:
      'the body is larger than the limit of 1 MB; send less, for example large values in several requests',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: 'HUB_MEDIA_TYPE_UNSUPPORTED',
    message: 'the media type is not supported; send application/json',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    status: 400,
    code: 'HUB_BAD_REQUEST',
    message: 'the body is not as long as Content-Length says',
  },
};

/** Any error as a GraphQL answer without `data`. What is not meant for clients is logged and masked. */
export function errorResponse(error: unknown, type: ResponseType, log: Logger): ErrorResponse {
  if (error instanceof RequestError) {
    const byType = type === GRAPHQL_RESPONSE ? 400 : 200;
    return {
      status: error.transportStatus ?? byType,
      body: { errors: error.errors.map((one) => one.toJSON()) },
    };
  }
  if (error instanceof HubError && error.fault !== 'hub' && error.fault !== 'operator') {
    const { field, details } = error;
    return one(error.status, error.code, error.message, {
      ...(field === undefined ? {} : { field }),
      ...(details?.retryAfterMs === undefined ? {} : { retryAfterMs: details.retryAfterMs }),
      ...(details?.purposes === undefined ? {} : { purposes: details.purposes }),
    });
  }
  const framework = FRAMEWORK[codeOf(error)];
  if (framework !== undefined) return one(framework.status, framework.code, framework.message);
  const status = statusOf(error);
  if (status >= 400 && status < 500) {
    return one(status, 'HUB_BAD_REQUEST', error instanceof Error ? error.message : 'the request is wrong');
  }
  log.error({ err: error }, 'a request failed with an internal fault');
  return one(500, 'HUB_INTERNAL', 'the hub failed; its log has the reason under this request id');
}

function one(
  status: number,
  code: HubErrorCode,
  message: string,
  extensions: Readonly<Record<string, unknown>> = {},
): ErrorResponse {
  return { status, body: { errors: [{ message, extensions: { code, ...extensions } }] } };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function statusOf(error: unknown): number {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;
}
