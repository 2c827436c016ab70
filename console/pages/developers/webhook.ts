import type { DeveloperWebhooksAnswer } from './developers.ts';

/** A saved webhook as the developers' page asks for it. */
export type Webhook = NonNullable<DeveloperWebhooksAnswer['riskWebhooks']>['nodes'][number];
