import { App, Button, Checkbox, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../language/language-context.ts';
import { VIEWS } from './texts.ts';
import type { Views } from './use-views.ts';
import { useTelling } from './use-telling.ts';

const LONGEST_NAME = 100;

interface Filled {
  readonly name: string;
  readonly isShared?: boolean;
}

/** Saves what the page's address chooses. */
export function SaveViewForm({
  views,
  filter,
}: {
  readonly views: Views;
  readonly filter: string;
}): ReactNode {
  const t = useTexts(VIEWS);
  const tell = useTelling();
  const { message } = App.useApp();
  const [form] = Form.useForm<Filled>();
  const save = async ({ name, isShared = false }: Filled): Promise<void> => {
    const visibility = isShared ? 'AGENCY' : 'PRIVATE';
    if (!(await tell(views.save({ name: name.trim(), filter, visibility })))) return;
    void message.success(t('saved', { name: name.trim() }));
    form.resetFields();
  };
  return (
    <Form
      form={form}
      layout="vertical"
      className="views-save"
      requiredMark={false}
      onFinish={(filled) => {
        void save(filled);
      }}
    >
      <Form.Item
        name="name"
        label={t('name')}
        rules={[{ required: true, whitespace: true, message: t('needed') }]}
      >
        <Input maxLength={LONGEST_NAME} autoComplete="off" />
      </Form.Item>
      <Form.Item name="isShared" valuePropName="checked" noStyle>
        <Checkbox>{t('share')}</Checkbox>
      </Form.Item>
      <Button type="primary" htmlType="submit">
        {t('save')}
      </Button>
    </Form>
  );
}
