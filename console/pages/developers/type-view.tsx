import { useEffect, useRef, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { Link } from '../../routing/link.tsx';
import { useAddress } from '../../routing/location.ts';
import type { AccessRule } from './read-description.ts';
import { RuleTags } from './rule-tags.tsx';
import { schemaLink } from './schema-link.ts';
import type { Argument, Member, ReferenceSchema, ReferenceType, TypeReference } from './schema-model.ts';
import { SCHEMA } from './schema-texts.ts';

/** Of the heading, which takes the focus of who follows a link to another type. */
export const TYPE_HEADING_ID = 'schema-type-name';

interface TypeViewProps {
  readonly type: ReferenceType;
  readonly schema: ReferenceSchema;
  /** The one that was looked for; null when the type itself was. */
  readonly member: string | null;
}

/** One type: what it means, what it needs, its fields or values with theirs, and where it is used. */
export function TypeView({ type, schema, member }: TypeViewProps): ReactNode {
  const t = useTexts(SCHEMA);
  return (
    <article className="schema-type" aria-labelledby={TYPE_HEADING_ID}>
      <header>
        <h2 id={TYPE_HEADING_ID} tabIndex={-1}>
          <span className="code">{type.name}</span>
          {type.term !== null && <span lang="zh-CN">{type.term}</span>}
          <span className="tag">{t(`one${type.kind}`)}</span>
        </h2>
        <Words text={type.text} />
        <RuleTags rules={type.rules} />
        <Names label={t('implements')} names={type.interfaces} />
        <Names label={t('possible')} names={type.possibleTypes} />
      </header>
      {type.members.length > 0 && (
        <ul className="schema-members" aria-label={t(type.kind === 'ENUM' ? 'values' : 'fields')}>
          {type.members.map((one) => (
            <MemberView key={one.name} member={one} schema={schema} isSought={one.name === member} />
          ))}
        </ul>
      )}
      {type.usedBy.length > 0 && <UsedBy coordinates={type.usedBy} />}
    </article>
  );
}

function MemberView({
  member,
  schema,
  isSought,
}: {
  readonly member: Member;
  readonly schema: ReferenceSchema;
  readonly isSought: boolean;
}): ReactNode {
  const t = useTexts(SCHEMA);
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isSought) return;
    place.current?.scrollIntoView({ block: 'center' });
  }, [isSought]);
  const { name, term, type, args, defaultValue, deprecated, text, rules } = member;
  return (
    <li
      ref={place}
      className={isSought ? 'schema-member schema-sought' : 'schema-member'}
      aria-current={isSought ? 'true' : undefined}
    >
      <p className="schema-line">
        <span className={deprecated === null ? 'code schema-name' : 'code schema-name schema-old'}>
          {name}
        </span>
        {type !== null && (
          <span className="code">
            {': '}
            <TypeLink type={type} schema={schema} />
            {defaultValue !== null && <span className="muted">{` = ${defaultValue}`}</span>}
          </span>
        )}
        {term !== null && <span lang="zh-CN">{term}</span>}
      </p>
      {deprecated !== null && (
        <p className="schema-text">
          <span className="tag tag-yellow">{t('deprecated')}</span> {deprecated}
        </p>
      )}
      <Words text={text} />
      <RuleTags rules={[...rules, ...rulesOfAnswer(member, schema)]} />
      {args.length > 0 && (
        <ul className="schema-args" aria-label={t('argumentsOf', { name })}>
          {args.map((argument) => (
            <ArgumentView key={argument.name} argument={argument} schema={schema} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** A field without words of its own about grants needs what the type needs that it answers. */
function rulesOfAnswer({ rules, type }: Member, schema: ReferenceSchema): readonly AccessRule[] {
  if (type === null || rules.some(({ kind }) => kind === 'needs' || kind === 'open')) return [];
  return schema.types.get(type.name)?.rules.filter(({ kind }) => kind === 'needs') ?? [];
}

/** A description; what stands between backticks is code. */
function Words({ text }: { readonly text: string }): ReactNode {
  if (text === '') return null;
  return (
    <p className="schema-text">
      {text.split('`').map((part, index) => (index % 2 === 0 ? part : <code key={index}>{part}</code>))}
    </p>
  );
}

function ArgumentView({
  argument,
  schema,
}: {
  readonly argument: Argument;
  readonly schema: ReferenceSchema;
}): ReactNode {
  const t = useTexts(SCHEMA);
  const { name, type, defaultValue, text, rules, deprecated } = argument;
  return (
    <li>
      <span className="code">
        {`${name}: `}
        <TypeLink type={type} schema={schema} />
        {defaultValue !== null && <span className="muted">{` = ${defaultValue}`}</span>}
      </span>{' '}
      {deprecated !== null && (
        <>
          <span className="tag tag-yellow">{t('deprecated')}</span> {deprecated}{' '}
        </>
      )}
      <Words text={text} />
      <RuleTags rules={rules} />
    </li>
  );
}

function TypeLink({
  type: { before, name, after },
  schema,
}: {
  readonly type: TypeReference;
  readonly schema: ReferenceSchema;
}): ReactNode {
  const find = useAddress().get('find');
  return (
    <>
      {before}
      {schema.types.has(name) ? <Link to={schemaLink(name, null, find)}>{name}</Link> : name}
      {after}
    </>
  );
}

function Names({ label, names }: { readonly label: string; readonly names: readonly string[] }): ReactNode {
  const find = useAddress().get('find');
  if (names.length === 0) return null;
  return (
    <p className="schema-names">
      <span className="muted">{label}</span>
      {names.map((name) => (
        <Link key={name} to={schemaLink(name, null, find)} className="code">
          {name}
        </Link>
      ))}
    </p>
  );
}

function UsedBy({ coordinates }: { readonly coordinates: readonly string[] }): ReactNode {
  const t = useTexts(SCHEMA);
  const find = useAddress().get('find');
  return (
    <details className="schema-used">
      <summary>{t('usedBy', { count: coordinates.length })}</summary>
      <ul>
        {coordinates.map((coordinate) => {
          const [type = '', member = ''] = coordinate.split('.');
          return (
            <li key={coordinate}>
              <Link to={schemaLink(type, member, find)} className="code">
                {coordinate}
              </Link>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
