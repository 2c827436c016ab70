import type { HubError } from '../../schema/canonical/hub-error.ts';
import { maskReason } from '../../schema/masking/mask-reason.ts';
import type { IntakeReply } from './source.ts';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** Seconds after which a sender should try again when the hub cannot store for the moment. */
export const RETRY_AFTER_S = 5;

/** `application/problem+json` (RFC 9457) with the hub's code, without values that the reason quotes: answers end in logs. 503 carries `Retry-After`. `more` adds extension members. */
export function problemOf(error: HubError, more: Readonly<Record<string, unknown>> = {}): IntakeReply {
  return {
    status: error.status,
    headers: {
      'content-type': 'application/problem+json',
      ...(error.status === 503 ? { 'retry-after': String(RETRY_AFTER_S) } : {}),
    },
    body: {
      type: `urn:tributary:problem:${error.code}`,
      title: TITLES[error.status] ?? 'Error',
      status: error.status,
      code: error.code,
      detail: maskReason(error.message),
      ...(error.field === undefined ? {} : { field: error.field }),
      ...more,
    },
  };
}
