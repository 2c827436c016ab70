import { Alert, Form, Input, InputNumber, Modal, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { faultsOf } from '../../graph/faults.ts';
import { useTexts } from '../../language/language-context.ts';
import type { Purpose } from '../../vocabulary/enums.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { REVEAL_TEXTS } from './reveal-texts.ts';
import type { Emergency, Reveal, RevealScope } from './use-reveal.ts';

interface RevealFormProps {
  readonly reveal: Reveal;
  readonly scope: RevealScope;
  readonly onClose: () => void;
}

interface Filled extends Emergency {
  readonly way: Purpose | typeof EMERGENCY;
}

const EMERGENCY = 'EMERGENCY';
const USUAL_MINUTES = 15;
const MOST_MINUTES = 60;
const LONGEST_REASON = 500;
/** As `Reason-Of-Use` may be. */
const LONGEST_USE_REASON = 200;

/** Asks for what, and shows it, or says why not. */
export function RevealForm({ reveal, scope, onClose }: RevealFormProps): ReactNode {
  const t = useTexts(REVEAL_TEXTS);
  const nameOf = useNames();
  const [form] = Form.useForm<Filled>();
  const [clientMutationId] = useState(() => crypto.randomUUID());
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState('');
  const { purposes, hasBreakGlass } = reveal.ways;
  const first = purposes[0] ?? EMERGENCY;
  const isEmergency = ((Form.useWatch('way', form) as Filled['way'] | undefined) ?? first) === EMERGENCY;
  const submit = async ({ way, caseNumber, reason, minutes }: Filled): Promise<void> => {
    setIsBusy(true);
    const error =
      way === EMERGENCY
        ? await reveal.breakGlass({ caseNumber, reason, minutes }, clientMutationId)
        : await reveal.revealFor(scope, way, reason.trim());
    setIsBusy(false);
    if (error === undefined) onClose();
    else setFault(faultsOf(error)[0]?.message ?? error.message);
  };
  const required = [{ required: true, whitespace: true, message: t('required') }];
  return (
    <Modal
      open
      title={t('title')}
      okText={t(isEmergency ? 'open' : 'show')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: isBusy, danger: isEmergency }}
      onOk={() => {
        form.submit();
      }}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ way: first, minutes: USUAL_MINUTES }}
        onFinish={(filled) => {
          void submit(filled);
        }}
      >
        <p className="muted">{t('written')}</p>
        <Form.Item name="way" label={t('way')}>
          <Radio.Group
            className="reveal-ways"
            options={[
              ...purposes.map((purpose) => ({
                value: purpose,
                label: t('forPurpose', { purpose: nameOf('Purpose', purpose) }),
              })),
              ...(hasBreakGlass ? [{ value: EMERGENCY, label: t('emergency') }] : []),
            ]}
          />
        </Form.Item>
        {isEmergency && (
          <>
            <p className="muted">{t('emergencyWhat')}</p>
            <Form.Item name="caseNumber" label={t('caseNumber')} rules={required}>
              <Input maxLength={100} />
            </Form.Item>
          </>
        )}
        <Form.Item
          name="reason"
          label={t('reason')}
          extra={isEmergency ? undefined : t('reasonHint')}
          rules={required}
        >
          <Input.TextArea rows={2} maxLength={isEmergency ? LONGEST_REASON : LONGEST_USE_REASON} showCount />
        </Form.Item>
        {isEmergency && (
          <Form.Item name="minutes" label={t('minutes')} rules={[{ required: true, message: t('required') }]}>
            <InputNumber min={1} max={MOST_MINUTES} precision={0} />
          </Form.Item>
        )}
        {fault !== '' && (
          <Alert type="error" showIcon role="alert" title={t('refused')} description={fault} />
        )}
      </Form>
    </Modal>
  );
}
