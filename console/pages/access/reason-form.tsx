import { App, Form, Input, Modal } from 'antd';
import type { CombinedError } from '@urql/core';
import { useState, type ReactNode } from 'react';
import { troubles } from '../../graph/faults.ts';
import { useTexts } from '../../language/language-context.ts';
import { ACCESS } from './texts.ts';

interface ReasonFormProps {
  readonly title: string;
  /** Makes the change; answers what went wrong, undefined when it was made. */
  readonly onDecide: (reason: string, clientMutationId: string) => Promise<CombinedError | undefined>;
  readonly onClose: () => void;
}

/** Asks why before something about access changes. */
export function ReasonForm({ title, onDecide, onClose }: ReasonFormProps): ReactNode {
  const t = useTexts(ACCESS);
  const { message } = App.useApp();
  const [form] = Form.useForm<{ readonly reason: string }>();
  const [clientMutationId] = useState(() => crypto.randomUUID());
  const submit = async (reason: string): Promise<void> => {
    const error = await onDecide(reason, clientMutationId);
    if (error !== undefined) {
      void message.error(`${t('refused')}: ${troubles(error)[0]?.message ?? error.message}`);
      return;
    }
    void message.success(t('done'));
    onClose();
  };
  return (
    <Modal
      open
      title={title}
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
        onFinish={({ reason }) => {
          void submit(reason);
        }}
      >
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, message: t('required') }]}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
