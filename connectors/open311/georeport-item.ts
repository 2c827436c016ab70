export type GeoFormat = 'json' | 'xml';
export type GeoResource = 'requests' | 'services';

/** Content type of one element of an answer, as its envelope carries it; a charset follows where that is not UTF-8. */
export const GEO_CONTENT_TYPES: Readonly<Record<GeoFormat, string>> = {
  json: 'application/json',
  xml: 'application/xml',
};

/** Local name of one element of an answer in XML. */
export const GEO_ELEMENTS: Readonly<Record<GeoResource, string>> = {
  requests: 'request',
  services: 'service',
};

/** One element of an answer. */
export interface GeoItem {
  /** As the city sent them. */
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** Why it can be no request, in words that follow "the element"; null when its bytes decide. */
  readonly problem: string | null;
}
