import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { useLanguage, useTexts } from '../../language/language-context.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { useNames } from '../../vocabulary/use-names.ts';
import { ACCESS_CATALOGUE } from './access.ts';
import { ACCESS } from './texts.ts';

/** Which data there are to ask for. */
export function CataloguePart(): ReactNode {
  const t = useTexts(ACCESS);
  const nameOf = useNames();
  const language = useLanguage();
  const [{ data, error, fetching }] = useQuery({ query: ACCESS_CATALOGUE });
  return (
    <>
      <Failure error={error} isPartial={data?.catalogue != null} />
      {fetching && data === undefined && <Loading />}
      {data?.catalogue != null && (
        <DataTable
          label={t('catalogue')}
          columns={[t('dataset'), t('owner'), t('share'), t('conditions'), t('fields')]}
        >
          {data.catalogue.map(({ name, titleEn, titleZh, owner, share, conditions, fields }) => (
            <tr key={name}>
              <th scope="row">
                {language === 'en' || titleZh === null
                  ? titleEn
                  : language === 'zh-CN' || name === null
                    ? titleZh
                    : nameOf('DatasetName', name)}
              </th>
              <td>{owner}</td>
              <td>{share !== null && nameOf('ShareClass', share)}</td>
              <td className="data-words">{conditions ?? '–'}</td>
              <td>
                <details>
                  <summary>{fields?.length ?? 0}</summary>
                  <ul className="access-list">
                    {fields?.map(({ coordinate, kind }) => (
                      <li key={coordinate}>
                        <span className="code">{coordinate}</span>{' '}
                        {kind !== null && nameOf('SensitiveKind', kind)}
                      </li>
                    ))}
                  </ul>
                </details>
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </>
  );
}
