import { Alert, Button, Form, Radio, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from 'urql';
import { faultsOf } from '../../graph/faults.ts';
import { useLanguage, useTexts } from '../../language/language-context.ts';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../language/languages.ts';
import { TIME_ZONE } from '../../language/times.ts';
import type { ExportFormat, ExportLanguage, ExportList } from '../../vocabulary/enums.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import type { ExportSource } from './export-source.ts';
import { CREATE_EXPORT, EXPORT_COLUMNS, type ExportColumnsAnswer } from './exports.ts';
import { EXPORTS } from './texts.ts';
import { timeZones } from './time-zones.ts';

interface ExportFormProps {
  /** At least one; who exports chooses of them. */
  readonly sources: readonly ExportSource[];
  readonly onBegun: (id: string) => void;
}

interface Filled {
  readonly list: ExportList;
  readonly format: ExportFormat;
  readonly language: Language;
  readonly timeZone: string;
  readonly columns?: readonly string[];
}

type Column = NonNullable<ExportColumnsAnswer['exportColumns']>[number];

const FILE_LANGUAGES: Readonly<Record<Language, ExportLanguage>> = {
  en: 'EN',
  'zh-CN': 'ZH_CN',
  'zh-TW': 'ZH_TW',
};
/** More stand in a box to choose from. */
const MOST_RADIOS = 3;
const LABELS = { en: 'labelEn', 'zh-CN': 'labelZhCn', 'zh-TW': 'labelZhTw' } as const satisfies Record<
  Language,
  keyof Column
>;

/** Asks what the file shall be, and has it begun. */
export function ExportForm({ sources, onBegun }: ExportFormProps): ReactNode {
  const t = useTexts(EXPORTS);
  const nameOf = useNames();
  const language = useLanguage();
  const [form] = Form.useForm<Filled>();
  const [clientMutationId] = useState(() => crypto.randomUUID());
  const [{ fetching }, create] = useMutation(CREATE_EXPORT);
  const [fault, setFault] = useState('');
  const first = sources[0]?.list ?? 'DISPUTES';
  const list = (Form.useWatch('list', form) as ExportList | undefined) ?? first;
  const lists = sources.map((one) => ({ value: one.list, label: nameOf('ExportList', one.list) }));
  const [{ data }] = useQuery({ query: EXPORT_COLUMNS, variables: { list } });
  const begin = async ({ columns = [], format, timeZone, ...filled }: Filled): Promise<void> => {
    const source = sources.find((one) => one.list === filled.list) ?? sources[0];
    const answer = await create({
      input: {
        clientMutationId,
        list,
        ...source?.rows,
        format,
        timeZone,
        language: FILE_LANGUAGES[filled.language],
        ...(columns.length === 0 ? {} : { columns }),
      },
    });
    const job = answer.data?.createExport?.job;
    if (job != null) onBegun(job.id);
    else setFault(faultsOf(answer.error)[0]?.message ?? '');
  };
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ list: first, format: 'XLSX', language, timeZone: TIME_ZONE }}
      onFinish={(filled) => {
        void begin(filled);
      }}
    >
      <p className="muted">{t('what')}</p>
      <Form.Item name="list" label={t('list')} hidden={sources.length < 2}>
        {sources.length > MOST_RADIOS ? (
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={lists}
            onChange={() => {
              form.setFieldValue('columns', []);
            }}
          />
        ) : (
          <Radio.Group
            options={lists}
            onChange={() => {
              form.setFieldValue('columns', []);
            }}
          />
        )}
      </Form.Item>
      <Form.Item name="format" label={t('format')}>
        <Radio.Group
          options={[
            { value: 'XLSX', label: t('xlsx') },
            { value: 'CSV', label: t('csv') },
          ]}
        />
      </Form.Item>
      <div className="export-pair">
        <Form.Item name="language" label={t('language')}>
          <Select options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))} />
        </Form.Item>
        <Form.Item name="timeZone" label={t('timeZone')}>
          <Select showSearch options={timeZones().map((value) => ({ value, label: value }))} />
        </Form.Item>
      </div>
      <Form.Item name="columns" label={t('columns')}>
        <Select
          mode="multiple"
          allowClear
          placeholder={t('allColumns')}
          showSearch={{ optionFilterProp: 'label' }}
          options={(data?.exportColumns ?? []).map((column) => ({
            value: column.name,
            label: column[LABELS[language]],
          }))}
        />
      </Form.Item>
      {fault !== '' && (
        <Alert
          className="export-fault"
          type="error"
          showIcon
          role="alert"
          title={t('refused')}
          description={fault}
        />
      )}
      <Button type="primary" htmlType="submit" loading={fetching}>
        {t('begin')}
      </Button>
    </Form>
  );
}
