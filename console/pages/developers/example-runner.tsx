import { App, Button, Checkbox, Input } from 'antd';
import { OperationTypeNode } from 'graphql';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { keepQuestion } from '../../session/question.ts';
import { AnswerView } from './answer-view.tsx';
import { EXAMPLES_TEXTS } from './example-texts.ts';
import { EXAMPLES, type ExampleName } from './examples.ts';
import { useRun } from './use-run.ts';
import { curlOf, readQuestion } from './written-question.ts';

interface ExampleRunnerProps {
  readonly name: ExampleName;
  /** Of a dispute that the caller sees; '' when there is none. */
  readonly code: string;
}

const MOST_ROWS = 26;

/** One example to change and to run. What changes data runs only after its user has said that it is meant. */
export function ExampleRunner({ name, code }: ExampleRunnerProps): ReactNode {
  const t = useTexts(EXAMPLES_TEXTS);
  const { message } = App.useApp();
  const { variables: variablesOf, query: original } = EXAMPLES[name];
  const given = JSON.stringify(variablesOf(code), null, 2);
  const [query, setQuery] = useState(original);
  const [variables, setVariables] = useState(given);
  const [isMeant, setIsMeant] = useState(false);
  const { run, start, stop } = useRun();
  const boxId = useId();
  const written = readQuestion(query, variables);
  const type = written.fault === null ? written.type : null;
  const isChange = type === OperationTypeNode.MUTATION;
  const isStream = type === OperationTypeNode.SUBSCRIPTION;

  const ask = (text: string): void => {
    const asked = readQuestion(query, text);
    if (asked.fault !== null) return;
    if (asked.type === OperationTypeNode.MUTATION && !isMeant) {
      void message.warning(t('meanIt'));
      document.getElementById(boxId)?.focus();
      return;
    }
    // Meant once, not for whatever comes next.
    setIsMeant(false);
    start(asked.question, asked.type);
  };
  const runByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    ask(variables);
  };
  const goOn = (after: string): void => {
    if (written.fault !== null) return;
    const text = JSON.stringify({ ...written.question.variables, after }, null, 2);
    setVariables(text);
    ask(text);
  };
  return (
    <section className="example" aria-label={t(name)}>
      <div className="example-asked" onKeyDown={runByKey}>
        <h2>{t(name)}</h2>
        <p className="muted">{t(`about${name}`)}</p>
        {code === '' && given.includes('"code"') && <p role="status">{t('noDispute')}</p>}
        {isChange && (
          <Checkbox
            id={boxId}
            checked={isMeant}
            onChange={({ target }) => {
              setIsMeant(target.checked);
            }}
          >
            {t('meant')}
          </Checkbox>
        )}
        <div className="example-bar">
          {run.state === 'following' ? (
            <Button danger onClick={stop}>
              {t('stop')}
            </Button>
          ) : (
            <Button
              type="primary"
              danger={isChange}
              disabled={written.fault !== null || (isChange && !isMeant)}
              loading={run.state === 'asking'}
              onClick={() => {
                ask(variables);
              }}
            >
              {t(isStream ? 'follow' : isChange ? 'runChange' : 'run')}
            </Button>
          )}
          {run.state === 'ended' && run.cursor !== null && (
            <Button
              onClick={() => {
                goOn(run.cursor ?? '');
              }}
            >
              {t('goOn')}
            </Button>
          )}
          <Button
            disabled={query === original && variables === given}
            onClick={() => {
              setQuery(original);
              setVariables(given);
            }}
          >
            {t('reset')}
          </Button>
          <Button
            disabled={written.fault !== null}
            onClick={() => {
              if (written.fault !== null) return;
              const text = curlOf(written.question, written.type, location.origin);
              void navigator.clipboard.writeText(text).then(() => message.success(t('copied')));
            }}
          >
            {t('curl')}
          </Button>
          <a
            href="/graphiql"
            onClick={() => {
              keepQuestion({ query, variables });
            }}
          >
            {t('graphiql')}
          </a>
          <span className="muted example-keys">{t('keys')}</span>
        </div>
        <TextBox label={t('query')} value={query} onChange={setQuery} fault={queryFault()} />
        <TextBox
          label={t('variables')}
          value={variables}
          onChange={setVariables}
          fault={written.fault === 'variables' ? t('badVariables') : null}
        />
      </div>
      <AnswerView run={run} />
    </section>
  );

  function queryFault(): string | null {
    return written.fault === 'query' ? (written.words ?? t('noOperation')) : null;
  }
}

interface TextBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong with it, in words; null when nothing is. */
  readonly fault: string | null;
}

function TextBox({ label, value, onChange, fault }: TextBoxProps): ReactNode {
  const id = useId();
  return (
    <div className="example-box">
      <label htmlFor={id}>{label}</label>
      <Input.TextArea
        id={id}
        className="example-text"
        rows={Math.min(MOST_ROWS, value.split('\n').length + 1)}
        value={value}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={fault !== null}
        aria-describedby={fault === null ? undefined : `${id}-fault`}
        status={fault === null ? '' : 'error'}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      />
      {fault !== null && (
        <p id={`${id}-fault`} className="example-fault" role="status">
          {fault}
        </p>
      )}
    </div>
  );
}
