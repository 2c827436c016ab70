import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useMutation, type CombinedError } from 'urql';
import { faultsOf, type Fault } from '../../graph/faults.ts';
import { useTexts } from '../../language/language-context.ts';
import { ENUM_NAMES, type Colour, type RiskEventKind } from '../../vocabulary/enums.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { CREATE_WEBHOOK, UPDATE_WEBHOOK, type CreateWebhookVariables } from './developers.ts';
import { RefusedNotice } from './refused-notice.tsx';
import type { ShownSecret } from './secret-once.tsx';
import { WEBHOOKS } from './webhook-texts.ts';
import type { Webhook } from './webhook.ts';

interface Written {
  readonly url: string;
  readonly description?: string;
  readonly kinds?: readonly RiskEventKind[];
  readonly colours?: readonly Colour[];
  readonly regionCode?: string;
  readonly minScore?: number | null;
}

const FIELDS = ['url', 'description', 'kinds', 'colours', 'regionCode', 'minScore'] as const;
const LONGEST_DESCRIPTION = 200;
const KINDS = Object.keys(ENUM_NAMES.RiskEventKind) as RiskEventKind[];
const COLOURS = Object.keys(ENUM_NAMES.Colour) as Colour[];

interface WebhookFormProps {
  /** The one that is changed; null for a new one. */
  readonly webhook?: Webhook | null;
  /** The new webhook's secret; null when there is none to tell: of a change, or of a request that the hub had before. */
  readonly onDone: (secret: ShownSecret | null) => void;
}

/** A new webhook, or another address, description or filter of one. What the graph refuses stands beside the field that it is about, else above the button. */
export function WebhookForm({ webhook = null, onDone }: WebhookFormProps): ReactNode {
  const t = useTexts(WEBHOOKS);
  const nameOf = useNames();
  const [form] = Form.useForm<Written>();
  const [{ fetching: isCreating }, create] = useMutation(CREATE_WEBHOOK);
  const [{ fetching: isUpdating }, update] = useMutation(UPDATE_WEBHOOK);
  const [fault, setFault] = useState<Fault | null>(null);
  // The same until it is there: a request that is sent again makes no second webhook.
  const [clientMutationId, setClientMutationId] = useState(() => crypto.randomUUID());

  /** Answers what went wrong. */
  const make = async (written: Written): Promise<CombinedError | undefined> => {
    const { data, error } = await create({ input: inputOf(written, clientMutationId) });
    const made = data?.createRiskWebhook;
    if (made == null) return error;
    const url = made.webhook?.url ?? written.url;
    onDone(made.secret === null ? null : { url, secret: made.secret });
    return undefined;
  };
  /** What this form does not show stays as it is. */
  const change = async (
    { id, filter: before }: Webhook,
    written: Written,
  ): Promise<CombinedError | undefined> => {
    const { url, description = '', filter } = inputOf(written, clientMutationId);
    const { category = null, feeds = null, subjectIds = null, changes = null } = before ?? {};
    const input = {
      clientMutationId,
      id,
      url,
      description,
      filter: { category, feeds, subjectIds, changes, ...filter },
    };
    const { data, error } = await update({ input });
    if (data?.updateRiskWebhook == null) return error;
    onDone(null);
    return undefined;
  };
  const submit = async (written: Written): Promise<void> => {
    setFault(null);
    const error = webhook === null ? await make(written) : await change(webhook, written);
    if (error === undefined) return;
    const refused = faultsOf(error)[0] ?? null;
    // What was refused is mended into another request; what nobody answered may be there by now.
    if (refused?.code !== 'NETWORK') setClientMutationId(crypto.randomUUID());
    const field = FIELDS.find((name) => name === refused?.field);
    if (refused === null || field === undefined) {
      setFault(refused);
      return;
    }
    form.setFields([{ name: field, errors: [refused.message] }]);
    form.focusField(field);
  };
  return (
    <Form
      form={form}
      layout="vertical"
      className="card webhook-form"
      aria-label={t(webhook === null ? 'create' : 'edit')}
      initialValues={webhook === null ? {} : writtenOf(webhook)}
      onFinish={(written) => {
        void submit(written);
      }}
    >
      <Form.Item
        name="url"
        label={t('url')}
        extra={t('urlHint')}
        rules={[{ required: true, whitespace: true, message: t('required') }]}
      >
        <Input inputMode="url" autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item name="description" label={t('description')}>
        <Input maxLength={LONGEST_DESCRIPTION} />
      </Form.Item>
      <div className="webhook-filter">
        <Form.Item name="kinds" label={t('kinds')} extra={t('kindsHint')}>
          <Select
            mode="multiple"
            allowClear
            options={KINDS.map((value) => ({ value, label: nameOf('RiskEventKind', value) }))}
          />
        </Form.Item>
        <Form.Item name="colours" label={t('colours')}>
          <Select
            mode="multiple"
            allowClear
            options={COLOURS.map((value) => ({ value, label: nameOf('Colour', value) }))}
          />
        </Form.Item>
        <Form.Item name="regionCode" label={t('region')} extra={t('regionHint')}>
          <Input inputMode="numeric" maxLength={12} />
        </Form.Item>
        <Form.Item name="minScore" label={t('minScore')}>
          <InputNumber min={0} max={100} />
        </Form.Item>
      </div>
      <RefusedNotice fault={fault} />
      <div className="webhook-bar">
        <Button type="primary" htmlType="submit" loading={isCreating || isUpdating}>
          {t('save')}
        </Button>
        <Button
          onClick={() => {
            onDone(null);
          }}
        >
          {t('cancel')}
        </Button>
      </div>
    </Form>
  );
}

function writtenOf({ url, description, filter }: Webhook): Written {
  const { kinds, colours, regionCode, minScore } = filter ?? {};
  return {
    url: url ?? '',
    description: description ?? '',
    kinds: kinds ?? [],
    colours: colours ?? [],
    regionCode: regionCode ?? '',
    minScore: minScore ?? null,
  };
}

/** What was left empty is not asked for. */
function inputOf(
  { url, description = '', kinds = [], colours = [], regionCode = '', minScore = null }: Written,
  clientMutationId: string,
): CreateWebhookVariables['input'] {
  return {
    clientMutationId,
    url: url.trim(),
    ...(description === '' ? {} : { description }),
    filter: {
      ...(kinds.length === 0 ? {} : { kinds }),
      ...(colours.length === 0 ? {} : { colours }),
      ...(regionCode === '' ? {} : { regionCode }),
      ...(minScore === null ? {} : { minScore }),
    },
  };
}
