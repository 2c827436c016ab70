type Member = string | number | boolean | null;

/** A list as GeoReport v2 writes it in XML: `<services><service><service_code>…`; what is null is an empty element. */
export function geoXml(list: string, item: string, objects: readonly object[]): string {
  const items = objects.map((object) => geoElement(item, object)).join('');
  return `<?xml version="1.0" encoding="utf-8"?>\n<${list}>${items}</${list}>\n`;
}

export function geoElement(item: string, object: object): string {
  const members = Object.entries(object as Record<string, Member>).map(([name, value]) =>
    value === null || value === '' ? `<${name}/>` : `<${name}>${escaped(String(value))}</${name}>`,
  );
  return `<${item}>${members.join('')}</${item}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
