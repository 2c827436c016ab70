import { App, Form, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { gql, useMutation } from 'urql';
import { troubles } from '../graph/faults.ts';
import { useTexts } from '../language/language-context.ts';
import type { WorkflowMove } from '../vocabulary/enums.ts';
import { useNames } from '../vocabulary/use-names.ts';
import { MoveInput, type Committee } from './move-input.tsx';
import { inputOf, type FormValues } from './move-values.ts';
import { moveDocument, type MoveForm as Shape } from './moves.ts';
import { MOVE_TEXTS } from './texts.ts';

interface MoveFormProps {
  readonly code: string;
  readonly move: WorkflowMove;
  readonly form: Shape;
  /** Version of the workflow that is shown: another one is refused, so that nobody overwrites what they have not seen. */
  readonly version: number;
  readonly committees: readonly Committee[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks what a move needs, and makes it. */
export function MoveForm({
  code,
  move,
  form,
  version,
  committees,
  onDone,
  onClose,
}: MoveFormProps): ReactNode {
  const t = useTexts(MOVE_TEXTS);
  const nameOf = useNames();
  const { message } = App.useApp();
  const [fields] = Form.useForm<FormValues>();
  // One identifier for what this form does: sent twice, it is done once.
  const [clientMutationId] = useState(() => crypto.randomUUID());
  const [{ fetching }, make] = useMutation(gql(moveDocument(form)));
  const title = nameOf('WorkflowMove', move);
  const submit = async (values: FormValues): Promise<void> => {
    const input = { code, expectedVersion: version, clientMutationId, ...inputOf(form, values) };
    const { error } = await make({ input });
    const [fault] = troubles(error);
    if (fault === undefined) {
      void message.success(t('done', { move: title }));
      onDone();
      onClose();
    } else if (fault.code === 'HUB_VERSION_CONFLICT') {
      void message.warning(t('conflict'));
      onDone();
      onClose();
    } else {
      void message.error(`${t('refused')}: ${fault.message}`);
    }
  };
  return (
    <Modal
      open
      title={title}
      okText={t('confirm')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: fetching, danger: form.isGrave === true }}
      onOk={() => {
        fields.submit();
      }}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={fields}
        layout="vertical"
        onFinish={(values) => {
          void submit(values);
        }}
      >
        {form.fields.map((field) => (
          <Form.Item
            key={field.name}
            name={field.name}
            label={t(field.name)}
            rules={field.isRequired === true ? [{ required: true, message: t('required') }] : []}
          >
            <MoveInput field={field} committees={committees} />
          </Form.Item>
        ))}
      </Form>
    </Modal>
  );
}
