import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useMutation } from 'urql';
import { faultsOf, type Fault } from '../../graph/faults.ts';
import { useTexts } from '../../language/language-context.ts';
import { ENUM_NAMES, type Colour, type RiskEventKind } from '../../vocabulary/enums.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { CREATE_WEBHOOK, type CreateWebhookVariables } from './developers.ts';
import { RefusedNotice } from './refused-notice.tsx';
import type { ShownSecret } from './secret-once.tsx';
import { WEBHOOKS } from './webhook-texts.ts';

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
  /** The new webhook's secret; null when the hub told none, because it had this request before. */
  readonly onDone: (secret: ShownSecret | null) => void;
}

/** A new webhook. What the graph refuses stands beside the field that it is about, else above the button. */
export function WebhookForm({ onDone }: WebhookFormProps): ReactNode {
  const t = useTexts(WEBHOOKS);
  const nameOf = useNames();
  const [form] = Form.useForm<Written>();
  const [{ fetching }, create] = useMutation(CREATE_WEBHOOK);
  const [fault, setFault] = useState<Fault | null>(null);
  // The same until it is there: a request that is sent again makes no second webhook.
  const [clientMutationId, setClientMutationId] = useState(() => crypto.randomUUID());

  const submit = async (written: Written): Promise<void> => {
    setFault(null);
    const { data, error } = await create({ input: inputOf(written, clientMutationId) });
    const made = data?.createRiskWebhook;
    if (made != null) {
      const url = made.webhook?.url ?? written.url;
      onDone(made.secret === null ? null : { url, secret: made.secret });
      return;
    }
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
      aria-label={t('create')}
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
        <Button type="primary" htmlType="submit" loading={fetching}>
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
