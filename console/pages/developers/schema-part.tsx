import { useEffect, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Input } from 'antd';
import { useQuery } from 'urql';
import { faultsOf } from '../../graph/faults.ts';
import { useTexts } from '../../language/language-context.ts';
import { Failure, Loading, Nothing } from '../../parts/states.tsx';
import { Link } from '../../routing/link.tsx';
import { setAddress, useAddress } from '../../routing/location.ts';
import { coordinateOf, findInSchema, type SchemaHit } from './find-in-schema.ts';
import { INTROSPECTION } from './introspection.ts';
import { schemaLink } from './schema-link.ts';
import { referenceOf, type ReferenceSchema } from './schema-model.ts';
import { SCHEMA } from './schema-texts.ts';
import { TYPE_HEADING_ID, TypeView } from './type-view.tsx';
import './schema.css';

const MOST_HITS = 80;
const RESULTS_ID = 'schema-results';

/** Every type and field with what it means, what it needs, and what it leads to. */
export function SchemaPart(): ReactNode {
  const t = useTexts(SCHEMA);
  const [{ data, error, fetching }] = useQuery({ query: INTROSPECTION });
  const schema = data?.__schema;
  const reference = useMemo(() => (schema == null ? null : referenceOf(schema)), [schema]);
  if (reference !== null) return <Reference schema={reference} />;
  if (fetching) return <Loading />;
  const lacksScope = faultsOf(error).some(({ code }) => code === 'HUB_SCOPE_INSUFFICIENT');
  return lacksScope ? <Nothing text={t('noScope')} /> : <Failure error={error} />;
}

function Reference({ schema }: { readonly schema: ReferenceSchema }): ReactNode {
  const t = useTexts(SCHEMA);
  const address = useAddress();
  const sought = address.get('find') ?? '';
  const hits = useMemo(() => findInSchema(schema, sought), [schema, sought]);
  const [first = ''] = schema.roots;
  const type = schema.types.get(address.get('type') ?? first);
  const member = address.get('member');
  useReadOn(type?.name, member);
  return (
    <div className="schema">
      <search className="schema-side" onKeyDown={goThroughResults}>
        <Input
          type="search"
          aria-label={t('find')}
          aria-describedby="schema-count"
          placeholder={t('find')}
          value={sought}
          onChange={({ target }) => {
            setAddress({ find: target.value === '' ? null : target.value });
          }}
        />
        <p id="schema-count" className="muted schema-count" role="status">
          {sought === ''
            ? t('types', { count: schema.types.size })
            : hits.length > MOST_HITS
              ? t('foundMany', { count: hits.length, shown: MOST_HITS })
              : t('found', { count: hits.length })}
        </p>
        {sought === '' ? (
          <TypeList schema={schema} current={type?.name ?? ''} />
        ) : (
          <ul className="schema-list" id={RESULTS_ID}>
            {hits.slice(0, MOST_HITS).map((hit) => (
              <HitLink key={coordinateOf(hit)} hit={hit} isCurrent={hit.type === type?.name} />
            ))}
          </ul>
        )}
      </search>
      {type === undefined ? (
        <Nothing text={t('noType')} />
      ) : (
        <TypeView key={type.name} type={type} schema={schema} member={member} />
      )}
    </div>
  );
}

/** Shows the beginning of a type that was gone to. Who followed a link within the last one reads on there; who goes through the results stays in them. */
function useReadOn(type: string | undefined, member: string | null): void {
  const last = useRef(type);
  useEffect(() => {
    if (last.current === type) return;
    last.current = type;
    if (member !== null) return;
    const heading = document.getElementById(TYPE_HEADING_ID);
    heading?.scrollIntoView({ block: 'nearest' });
    if (document.activeElement === document.body) heading?.focus({ preventScroll: true });
  }, [type, member]);
}

/** Down from the box into the results, up and down among them, up from the first back into the box; Enter follows the link. */
function goThroughResults(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, a')];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (at === -1 || next === undefined) return;
  event.preventDefault();
  next.focus();
}

const KINDS = ['OBJECT', 'INTERFACE', 'UNION', 'INPUT_OBJECT', 'ENUM', 'SCALAR'] as const;

/** All types: where one begins, then by kind. */
function TypeList({
  schema,
  current,
}: {
  readonly schema: ReferenceSchema;
  readonly current: string;
}): ReactNode {
  const t = useTexts(SCHEMA);
  const groups = useMemo(() => {
    const others = [...schema.types.values()].filter(({ name }) => !schema.roots.includes(name));
    return KINDS.map((kind) => ({
      kind,
      types: others
        .filter((type) => type.kind === kind)
        .toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    }));
  }, [schema]);
  const link = (name: string): ReactNode => (
    <HitLink
      key={name}
      hit={{ type: name, member: null, term: schema.types.get(name)?.term ?? null, isDeprecated: false }}
      isCurrent={name === current}
    />
  );
  return (
    <div className="schema-groups">
      <h2>{t('roots')}</h2>
      <ul className="schema-list">{schema.roots.map(link)}</ul>
      {groups.map(({ kind, types }) =>
        types.length === 0 ? null : (
          <details key={kind} open={kind === 'OBJECT' || types.some(({ name }) => name === current)}>
            <summary>
              {t(kind)} <span className="muted figures">{types.length}</span>
            </summary>
            <ul className="schema-list">{types.map(({ name }) => link(name))}</ul>
          </details>
        ),
      )}
    </div>
  );
}

function HitLink({ hit, isCurrent }: { readonly hit: SchemaHit; readonly isCurrent: boolean }): ReactNode {
  const t = useTexts(SCHEMA);
  const find = useAddress().get('find');
  return (
    <li>
      <Link to={schemaLink(hit.type, hit.member, find)} aria-current={isCurrent ? 'true' : undefined}>
        <span className="code">{coordinateOf(hit)}</span>
        {hit.term !== null && <span className="muted" lang="zh-CN">{` ${hit.term}`}</span>}
        {hit.isDeprecated && <span className="tag tag-yellow">{t('deprecated')}</span>}
      </Link>
    </li>
  );
}
