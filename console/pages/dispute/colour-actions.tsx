import { App, Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useMutation } from 'urql';
import { troubles } from '../../graph/faults.ts';
import { useTexts } from '../../language/language-context.ts';
import { momentArgument } from '../../language/times.ts';
import { ENUM_NAMES, type Colour } from '../../vocabulary/enums.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { CLEAR_COLOUR, CONFIRM_COLOUR, LOWER_COLOUR, RAISE_COLOUR } from './colour.ts';
import { COLOUR_TEXTS } from './colour-texts.ts';
import type { DisputeRiskAnswer } from './dispute.ts';

type Risk = NonNullable<NonNullable<DisputeRiskAnswer['dispute']>['risk']>;
type Kind = 'confirm' | 'raise' | 'lower' | 'clear';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 30;
/** From the least grave to the gravest. */
const COLOURS = Object.keys(ENUM_NAMES.Colour) as Colour[];

interface ColourActionsProps {
  readonly code: string;
  readonly risk: Risk;
  readonly onDecided: () => void;
}

/** A person's word over the machine's: confirm its red, raise or lower the colour for a time, or take that back. */
export function ColourActions({ code, risk, onDecided }: ColourActionsProps): ReactNode {
  const t = useTexts(COLOUR_TEXTS);
  const [kind, setKind] = useState<Kind | null>(null);
  const at = risk.colour === null ? -1 : COLOURS.indexOf(risk.colour);
  const kinds: readonly Kind[] = [
    ...(risk.awaitsConfirmation === true ? (['confirm'] as const) : []),
    ...(at < COLOURS.length - 1 ? (['raise'] as const) : []),
    ...(at > 0 ? (['lower'] as const) : []),
    ...(risk.decision !== null ? (['clear'] as const) : []),
  ];
  return (
    <>
      <div className="moves">
        {kinds.map((one) => (
          <Button
            key={one}
            size="small"
            type={one === 'confirm' ? 'primary' : 'default'}
            onClick={() => {
              setKind(one);
            }}
          >
            {t(one)}
          </Button>
        ))}
      </div>
      {kind !== null && (
        <ColourForm
          code={code}
          kind={kind}
          colours={kind === 'raise' ? COLOURS.slice(at + 1) : COLOURS.slice(0, Math.max(0, at))}
          onDecided={onDecided}
          onClose={() => {
            setKind(null);
          }}
        />
      )}
    </>
  );
}

interface ColourFormProps {
  readonly code: string;
  readonly kind: Kind;
  readonly colours: readonly Colour[];
  readonly onDecided: () => void;
  readonly onClose: () => void;
}

interface Filled {
  readonly reason: string;
  readonly colour?: Colour;
  readonly days?: number;
}

function ColourForm({ code, kind, colours, onDecided, onClose }: ColourFormProps): ReactNode {
  const t = useTexts(COLOUR_TEXTS);
  const nameOf = useNames();
  const { message } = App.useApp();
  const [form] = Form.useForm<Filled>();
  const [clientMutationId] = useState(() => crypto.randomUUID());
  const [, confirm] = useMutation(CONFIRM_COLOUR);
  const [, raise] = useMutation(RAISE_COLOUR);
  const [, lower] = useMutation(LOWER_COLOUR);
  const [, clear] = useMutation(CLEAR_COLOUR);
  const isChange = kind === 'raise' || kind === 'lower';
  const required = [{ required: true, message: t('required') }];
  const submit = async ({ reason, colour = 'GREEN', days = USUAL_DAYS }: Filled): Promise<void> => {
    const input = { code, clientMutationId, reason };
    const expiresAt = momentArgument(new Date(Date.now() + days * DAY_MS - 60_000));
    const change = kind === 'raise' ? raise : lower;
    const { data, error } = await (isChange
      ? change({ input: { ...input, colour, expiresAt } })
      : (kind === 'confirm' ? confirm : clear)({ input }));
    if (data?.decided == null) {
      void message.error(`${t('refused')}: ${troubles(error)[0]?.message ?? ''}`);
      return;
    }
    void message.success(t(data.decided.applied === false ? 'waiting' : 'done'));
    onDecided();
    onClose();
  };
  return (
    <Modal
      open
      title={t(kind)}
      okText={t('ok')}
      cancelText={t('cancel')}
      onOk={() => {
        form.submit();
      }}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ days: USUAL_DAYS, colour: colours.at(kind === 'raise' ? -1 : 0) }}
        onFinish={(filled) => {
          void submit(filled);
        }}
      >
        {isChange && (
          <>
            <Form.Item name="colour" label={t('colour')} rules={required}>
              <Select options={colours.map((value) => ({ value, label: nameOf('Colour', value) }))} />
            </Form.Item>
            <Form.Item name="days" label={t('days')} rules={required}>
              <InputNumber min={1} max={90} precision={0} />
            </Form.Item>
          </>
        )}
        <Form.Item name="reason" label={t('reason')} rules={required}>
          <Input.TextArea rows={3} maxLength={2_000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
