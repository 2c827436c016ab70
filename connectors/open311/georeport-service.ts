/** A kind of request, from a city's `services`. */
export interface GeoService {
  readonly name: string;
  readonly group: string | null;
}

const NAME = 'service-name';
const GROUP = 'service-group';

/**
 * A request that names its service by code alone is sent with the name from the city's list beside it, as parameters of its content type
 * (percent-encoded), so that its bytes stay the city's own and can be mapped without asking again.
 */
export function withService(contentType: string, service: GeoService | null): string {
  if (service === null) return contentType;
  const named = `${contentType}; ${NAME}=${encodeURIComponent(service.name)}`;
  return service.group === null ? named : `${named}; ${GROUP}=${encodeURIComponent(service.group)}`;
}

export function serviceOf(contentType: string): GeoService | null {
  const parameters = new Map(
    contentType
      .split(';')
      .slice(1)
      .map((part): [string, string] => {
        const equals = part.indexOf('=');
        return [part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim()];
      }),
  );
  const name = decoded(parameters.get(NAME));
  return name === null ? null : { name, group: decoded(parameters.get(GROUP)) };
}

function decoded(text: string | undefined): string | null {
  if (text === undefined) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
