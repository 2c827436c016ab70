import { z } from 'zod';
import type { ConnectorClass } from '../kit/feed.ts';
import { openPush } from '../kit/push-source.ts';
import { POLICE_COLUMNS } from './columns.ts';
import { policeDraft } from './draft.ts';

const ConfigSchema = z.strictObject({
  /** File in the secrets folder with the shared signing secret, `whsec_<base64>`, one a line. */
  'secret.file': z.string().min(1),
});

export const POLICE_EVENT_TYPE = 'cn.gov.police110.incident.v1';

const DATA_SCHEMA = {
  type: 'object',
  description:
    'One 接处警 row. Times are written YYYY-MM-DD HH:mm:ss in China Standard Time, or with an offset.',
  required: ['jjdbh', 'bjsj', 'gxsj'],
  properties: Object.fromEntries(
    [...POLICE_COLUMNS].map(([column, description]) => [column, { type: ['string', 'null'], description }]),
  ),
};

/** `police110.push`: signed CloudEvents at `POST /intake/police110`. */
export const policePush: ConnectorClass = {
  name: 'police110.push',
  configSchema: ConfigSchema,
  open(config, context) {
    return openPush(
      {
        feed: 'police110',
        path: '/intake/police110',
        summary: 'Push 110 incidents (接处警)',
        eventType: POLICE_EVENT_TYPE,
        dataSchema: DATA_SCHEMA,
        secretFile: ConfigSchema.parse(config)['secret.file'],
        toDraft: policeDraft,
      },
      context,
    );
  },
};
