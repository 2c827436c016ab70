import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testContext, type TestContext } from '../kit/testing/test-context.ts';
import { encodeText, type TextEncoding } from '../kit/text-encoding.ts';
import { geoElement, geoXml } from '../simulator/agencies/open311/georeport-xml.ts';
import { readList } from './georeport-answer.ts';
import { startGeoReportCity, type GeoReportCity } from './testing/georeport-city.ts';
import { cityRequest, geoTime, pollCity, type PollOptions } from './testing/poll-city.ts';

const NOW_MS = Date.parse('2026-11-24T04:00:00Z');
const MADE_MS = NOW_MS - 3_600_000;

let city: GeoReportCity;
let context: TestContext;
beforeEach(async () => {
  city = await startGeoReportCity(NOW_MS);
  city.habits.body = (list, resource) =>
    resource === 'requests'
      ? geoXml('service_requests', 'request', list)
      : geoXml('services', 'service', list);
  context = testContext();
});
afterEach(() => city.close());

const poll = (options?: PollOptions): Promise<void> =>
  pollCity(city, context, { ...options, config: { format: 'xml', ...options?.config } });
const request = (id: string, more: Readonly<Record<string, unknown>> = {}): string =>
  geoElement('request', cityRequest(id, MADE_MS, more));
const answer = (body: string | Uint8Array): void => {
  city.habits.body = () => body;
};
const list = (...inner: readonly string[]): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<service_requests>\n${inner.join('\n')}\n</service_requests>\n`;
const ids = (): string[] => context.records.map(({ sourceId }) => sourceId);
const texts = (): string[] => context.records.map(({ bytes }) => Buffer.from(bytes).toString());
const reasons = (): string[] => context.letters.map(({ reason }) => reason);
const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'was taken',
    (error: unknown) => String(error),
  );

describe('reading', () => {
  it('asks for XML, and keeps each request’s own bytes with its type and profile', async () => {
    const own = `<request id="1">\n    <service_request_id>A</service_request_id><!-- 楼 -->\n    <requested_datetime>${geoTime(MADE_MS)}</requested_datetime>\n  </request>`;
    answer(list('<!-- of the day -->', own, request('B')));
    await poll();
    expect(city.asked[0]?.pathname).toMatch(/\/requests\.xml$/);
    expect(texts()).toEqual([own, request('B')]);
    expect(context.records[0]).toMatchObject({
      feed: 'open311',
      sourceId: 'A',
      contentType: 'application/xml',
      profile: 'georeport',
    });
  });

  it.each([
    ['nothing in it', '<service_requests/>', []],
    ['nothing in it but space', '<service_requests type="array"> \n</service_requests>', []],
    ['no declaration', `<service_requests>${request('A')}</service_requests>`, ['A']],
    ['a byte order mark', `\ufeff<service_requests>${request('A')}</service_requests>`, ['A']],
    ['the other name', `<requests>${request('A')}</requests>`, ['A']],
    [
      'a namespace',
      `<g:service_requests xmlns:g="urn:x">${request('A').replaceAll(/<(\/?)/g, '<$1g:')}</g:service_requests>`,
      ['A'],
    ],
  ])('takes a list with %s', async (_what, body, expected) => {
    answer(body);
    await poll();
    expect(ids()).toEqual(expected);
    expect(reasons()).toEqual([]);
  });

  it.each([
    ['gb18030', 'application/xml; charset=gb18030'],
    ['utf-8', 'application/xml'],
  ] as const)('reads %s, and tells it in the content type', async (encoding, type) => {
    const body = list(request('A', { description: '楼上漏水，黓]]𠀀' })).replace('utf-8', encoding);
    answer(encodeText(body, encoding));
    await poll();
    expect(context.records.map(({ contentType }) => contentType)).toEqual([type]);
    const own = encodeText(request('A', { description: '楼上漏水，黓]]𠀀' }), encoding);
    expect(Buffer.from(context.records[0]?.bytes ?? [])).toEqual(Buffer.from(own));
  });

  it('leaves what has a token only until it has a number', async () => {
    const made = geoTime(MADE_MS);
    const token = `<request><service_request_id/><token>t-1</token><requested_datetime>${made}</requested_datetime></request>`;
    answer(list(token));
    await poll({
      polls: 2,
      between: () => {
        answer(list(request('A', { token: 't-1' })));
      },
    });
    expect(ids()).toEqual(['A']);
    expect(reasons()).toEqual([]);
  });

  it('asks for names that requests lack in the list of services, whatever else stands in that', async () => {
    const service = (inner: string): string =>
      `<service>${inner}<metadata>false</metadata><type>realtime</type><keywords>a, b</keywords></service>`;
    const services = [
      service(
        '<service_code> 7 </service_code><service_name>Noise &amp; bars</service_name><group>噪声</group>',
      ),
      service(
        '<service_code>8</service_code><service_name>Roads</service_name><group/><groups><group>Streets</group><group>All</group></groups>',
      ),
      service('<service_code>9</service_code><service_name>Broken & open</service_name>'),
      service(
        '<service_code>10</service_code><service_name><![CDATA[Trees]]></service_name><group xsi:nil="true"/>',
      ),
    ];
    const requests = ['7', '8', '9', '10'].map((code) =>
      request(code, { service_name: null, service_code: code }),
    );
    city.habits.body = (_list, resource) =>
      resource === 'requests' ? list(...requests) : `<services>${services.join('\n')}</services>`;
    await poll();
    expect(city.asked.filter(({ pathname }) => pathname.endsWith('/services.xml'))).toHaveLength(1);
    expect(new Map(context.records.map(({ sourceId, contentType }) => [sourceId, contentType]))).toEqual(
      new Map([
        ['7', 'application/xml; service-name=Noise%20%26%20bars; service-group=%E5%99%AA%E5%A3%B0'],
        ['8', 'application/xml; service-name=Roads; service-group=Streets'],
        ['9', 'application/xml'],
        ['10', 'application/xml; service-name=Trees'],
      ]),
    );
  });
});

describe('one request that is broken', () => {
  it.each([
    ['has no time that can be read', request('X', { requested_datetime: 'yesterday' }), /requested_datetime/],
    ['has an entity of its own', request('X').replace('Noise', '&b;'), /begins none of the references/],
    ['declares entities within', request('X').replace('Noise', '<!ENTITY a "ha">&a;'), /never read/],
    ['is not closed', request('X').replace('</request>', ''), /is not closed before the next one/],
    ['has a tag that is not closed', request('X').replace('</status>', ''), /<\/request> where <\/status>/],
    ['has a member twice', request('X').replace('<status>', '<status>closed</status><status>'), /twice/],
    ['has elements in a text', request('X').replace('Noise', '<b>Noise</b><i/>'), /elements in it/],
    ['is a thing of another kind', '<count>3</count>', /is none of the list/],
    ['is text', 'Warning: undefined index', /is none of the list/],
    [
      'is longer than any message',
      request('X', { description: 'x'.repeat(1024 * 1024) }),
      /longer than 1024 KB/,
    ],
  ])(
    'is a dead letter with its reason when it %s, once, and costs no other',
    async (_what, broken, reason) => {
      answer(list(request('A'), broken, request('B')));
      await poll({ polls: 2 });
      await poll();
      expect(ids()).toEqual(['A', 'B']);
      expect(reasons()).toEqual([expect.stringMatching(reason)]);
      expect(
        Buffer.from(context.letters[0]?.value ?? [])
          .toString()
          .trim(),
      ).toBe(broken.length > 1024 * 1024 ? broken.slice(0, context.letters[0]?.value.length) : broken);
    },
  );

  it('is one in another encoding', async () => {
    answer(
      Buffer.concat([
        Buffer.from(`<service_requests>${request('A', { description: '楼上漏水，每天都漏' })}`),
        encodeText(request('X', { description: '楼上漏水' }), 'gb18030'),
        Buffer.from('</service_requests>'),
      ]),
    );
    await poll();
    expect(ids()).toEqual(['A']);
    expect(reasons()).toEqual([expect.stringMatching(/not UTF-8 \(byte \d+\)/)]);
  });

  it('is one of UTF-8 in an answer of GB18030, where it would give other characters', async () => {
    answer(
      Buffer.concat([
        Buffer.from('<?xml version="1.0" encoding="GB18030"?><service_requests>'),
        encodeText(request('A', { description: '楼上漏水，\n每天都漏' }), 'gb18030'),
        Buffer.from(request('X', { description: '楼上漏水，每天都漏' })),
        Buffer.from('</service_requests>'),
      ]),
    );
    await poll();
    expect(ids()).toEqual(['A']);
    expect(reasons()).toEqual([expect.stringMatching(/UTF-8 in an answer that declares GB18030/)]);
  });
});

describe('an answer that is no list', () => {
  const chinese = (encoding: TextEncoding, declared: string): Uint8Array =>
    encodeText(
      list(
        request('A', { description: '楼上漏水，每天都漏' }),
        request('B', { description: '广场舞噪音' }),
      ).replace('utf-8', declared),
      encoding,
    );
  const whole = list(request('A'), request('B'));
  const laughs = ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k']
    .map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghij'[index] ?? ''};`.repeat(10)}">`)
    .join('');
  const BOMB = `<!DOCTYPE x [<!ENTITY a \"ha\">${laughs}]>${list(request('&k;'))}`;
  it.each([
    [
      'is cut off within a request',
      whole.slice(0, whole.length / 2),
      /is cut off: <\/service_requests> is missing/,
    ],
    ['is cut off behind a request', whole.slice(0, whole.lastIndexOf('</service_r')), /is cut off/],
    ['is cut off in its head', '<?xml version="1.0" enc', /XML declaration that cannot be read/],
    ['is empty', '', /it is empty/],
    ['is a web page', '<!DOCTYPE html>\n<html><body>502</body></html>', /it is a web page/],
    [
      'is a web page in XML',
      '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">\n<html/>',
      /it is a web page/,
    ],
    ['is JSON', '[]', /stands something other than <service_requests> or <requests>/],
    ['is another list', '<services/>', /has <services> as its root where <service_requests>/],
    ['has more behind it', `${whole}<service_requests/>`, /has more behind/],
    [
      'says an error',
      '<errors><error><code>400</code><description>no such\n id</description></error></errors>',
      /it is an error: no such\s+id/,
    ],
    ['brings a bomb of entities', BOMB, /never read/],
    ['asks for another file', `<!DOCTYPE x SYSTEM "file:///etc/passwd">${list('&x;')}`, /never read/],
    [
      'declares Latin letters',
      whole.replace('utf-8', 'ISO-8859-1'),
      /declares the encoding ISO-8859-1; send it as UTF-8/,
    ],
    ['is UTF-16', Buffer.from(`\ufeff${whole}`, 'utf16le'), /is UTF-16/],
    ['says UTF-8 and is GB18030', chinese('gb18030', 'utf-8'), /is GB18030; declare encoding="GB18030"/],
    ['says GB18030 and is UTF-8', chinese('utf-8', 'GB18030'), /is UTF-8; declare encoding="UTF-8"/],
  ])('is refused with the reason when it %s', (_what, body, reason) => {
    expect(() => readList(Buffer.from(body), 'xml', 'requests')).toThrow(reason);
    expect(() => readList(Buffer.from(body), 'xml', 'requests')).toThrow(
      expect.objectContaining({
        code: 'HUB_SOURCE_UNAVAILABLE',
        message: expect.stringMatching(
          /^the answer is no GeoReport list of requests in XML .*check base\.url and format if it stays so$/s,
        ) as string,
      }) as Error,
    );
  });

  it.each([
    ['is cut off', whole.slice(0, whole.length / 2)],
    ['brings a bomb of entities', BOMB],
  ])('is asked for again when it %s, and nothing of it is kept', async (_what, body) => {
    city.requests.push(cityRequest('A', MADE_MS));
    let failures = 2;
    city.beforeAnswer = () => {
      failures -= 1;
      return failures < 0 ? null : (response) => response.end(body);
    };
    await poll();
    expect(ids()).toEqual(['A']);
    expect(reasons()).toEqual([]);
  });

  const error = (words: string): string =>
    `<error><code>404</code><description>${words}</description></error>`;
  it.each([
    [
      'XML',
      `<?xml version="1.0" encoding="utf-8"?>\n<errors>${error('jurisdiction_id &lt;x&gt;')}${error('not found')}</errors>`,
      /404 \(jurisdiction_id <x>; not found\); check base\.url, jurisdiction\.id/,
    ],
    ['XML without a list', error('not found'), /404 \(not found\); check/],
    ['JSON', '[{"code":404,"description":"not found"}]', /404 \(not found\); check/],
    [
      'XML with entities, which are not read',
      `<!DOCTYPE x [<!ENTITY k "boo">]><errors>${error('&k;')}</errors>`,
      /answers 404; check/,
    ],
    ['a web page', '<html><body>404</body></html>', /answers 404; check/],
  ])('is quoted when it refuses the question in %s', async (_what, body, words) => {
    city.beforeAnswer = () => (response) => response.writeHead(404).end(body);
    expect(await messageOf(poll())).toMatch(words);
  });
});
