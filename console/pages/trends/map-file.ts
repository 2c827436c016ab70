/** What the gateway answers at `/map/regions.json`: the operator's own outlines. */
export interface MapFile {
  /** Number under which the map was approved (审图号); it stands beside the map. */
  readonly approvalNumber: string;
  /** GeoJSON `FeatureCollection`; each feature's `properties.code` is a division code. */
  readonly outlines: {
    readonly type: 'FeatureCollection';
    readonly features: readonly {
      readonly properties: { readonly code: string; readonly name?: string };
    }[];
  };
}

/** Null where the operator gave none. */
export async function readMapFile(signal: AbortSignal): Promise<MapFile | null> {
  const response = await fetch('/map/regions.json', { credentials: 'omit', signal });
  if (response.status === 204) return null;
  if (!response.ok) throw new Error(`/map/regions.json: ${response.status}`);
  return (await response.json()) as MapFile;
}
