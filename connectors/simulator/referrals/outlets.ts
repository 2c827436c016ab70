import { join } from 'node:path';
import { courtXml } from '../agencies/court/xml.ts';
import type { AgencyName } from '../agencies/agency.ts';
import type { GridPlatform } from '../agencies/grid/platform.ts';
import type { HotlineSystem } from '../agencies/hotline12345/system.ts';
import type { PolicePusher } from '../agencies/police110/pusher.ts';
import type { CityVersion } from '../timeline/city-of.ts';
import { writeWhole } from '../writing/whole-file.ts';
import type { HandOver } from './desk.ts';

export interface OutletsOfCity {
  readonly hotline: HotlineSystem;
  readonly police: PolicePusher;
  /** Null: the city has no grid platform. */
  readonly grid: GridPlatform | null;
  /** The drop folders' parent. */
  readonly dropFolder: string;
  /** Sets the files of another city in the same home apart. */
  readonly series: string;
  readonly signal: AbortSignal;
}

/** The agencies' usual interfaces, for records that they change because they were told to. */
export function referralOutlets(city: OutletsOfCity): Readonly<Partial<Record<AgencyName, HandOver>>> {
  const { hotline, police, grid, dropFolder, series, signal } = city;
  const court: HandOver = async (version, id) => {
    if (version.agency !== 'court') return;
    const name = `court-${series}-referral-${id.replace(/[^\w-]/g, '')}-${digitsOf(version.sourceId)}.xml`;
    await writeWhole(join(dropFolder, 'court'), name, courtXml([version.body], version.visibleMs, 'gb18030'));
  };
  return {
    hotline12345: (version) => {
      if (version.agency === 'hotline12345') {
        const transaction = hotline.begin();
        transaction.put(version.body);
        transaction.commit();
      }
      return Promise.resolve();
    },
    police110: async (version) => {
      if (isPolice(version) && !(await police.push([version], signal))) throw new Error('not pushed yet');
    },
    court,
    ...(grid === null
      ? {}
      : {
          grid: async (version) => {
            if (version.agency === 'grid') await grid.amend(version.body, version.visibleMs);
          },
        }),
  };
}

function isPolice(version: CityVersion): version is Extract<CityVersion, { agency: 'police110' }> {
  return version.agency === 'police110';
}

function digitsOf(number: string): string {
  return number.replace(/\D/g, '');
}
