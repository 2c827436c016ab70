/** What people report to the other city's 311: complaint type, descriptor, location type and agency as its open-data export names them. */
export interface ServiceTopic {
  readonly name: string;
  readonly weight: number;
  readonly agency: readonly [code: string, name: string];
  readonly type: string;
  readonly descriptors: readonly string[];
  readonly locationType: string;
  /** GB/T 31000 category when it is a quarrel between people or with a business, null for everyday business. */
  readonly category: string | null;
  readonly resolutions: readonly string[];
}

const POLICE = ['NYPD', 'New York City Police Department'] as const;
const TRANSPORT = ['DOT', 'Department of Transportation'] as const;
const PARKS = ['DPR', 'Department of Parks and Recreation'] as const;
const FINANCE = ['DOF', 'Correspondence Unit'] as const;
const HOUSING = ['HPD', 'Department of Housing Preservation and Development'] as const;
const CONSUMERS = ['DCA', 'Department of Consumer Affairs'] as const;
const HEALTH = ['DOHMH', 'Department of Health and Mental Hygiene'] as const;
const SANITATION = ['DSNY', 'Department of Sanitation'] as const;

const POLICE_ANSWERS = [
  'The Police Department responded to the complaint and with the information available observed no evidence of the violation at that time.',
  'The Police Department responded to the complaint and took action to fix the condition.',
  'The Police Department responded to the complaint and determined that police action was not necessary.',
  'The Police Department responded and upon arrival those responsible for the condition were gone.',
];
const TRANSPORT_ANSWERS = [
  'The Department of Transportation has completed the request or corrected the condition.',
  'The condition was inspected and it was in compliance with Department of Transportation standards, not hazardous, or a valid permit exists.',
];
const FINANCE_ANSWERS = [
  'The Department of Finance resolved this issue.',
  'The Department of Finance mailed the requested item.',
];

export const SERVICE_TOPICS: readonly ServiceTopic[] = [
  {
    name: 'residentialNoise',
    weight: 10,
    agency: POLICE,
    type: 'Noise - Residential',
    descriptors: ['Loud Music/Party', 'Banging/Pounding', 'Loud Talking', 'Loud Television'],
    locationType: 'Residential Building/House',
    category: '0203',
    resolutions: POLICE_ANSWERS,
  },
  {
    name: 'commercialNoise',
    weight: 3,
    agency: POLICE,
    type: 'Noise - Commercial',
    descriptors: ['Loud Music/Party', 'Loud Talking'],
    locationType: 'Club/Bar/Restaurant',
    category: '0203',
    resolutions: POLICE_ANSWERS,
  },
  {
    name: 'consumer',
    weight: 4,
    agency: CONSUMERS,
    type: 'Consumer Complaint',
    descriptors: ['Overcharge', 'Non-Delivery Goods/Services', 'Exchange/Refund/Return', 'False Advertising'],
    locationType: '',
    category: '0601',
    resolutions: [
      'The Department of Consumer Affairs is mediating between you and the business.',
      'The Department of Consumer Affairs closed the complaint; the business gave a refund.',
    ],
  },
  {
    name: 'tenantHeat',
    weight: 4,
    agency: HOUSING,
    type: 'HEATING',
    descriptors: ['HEAT', 'HOT WATER'],
    locationType: 'RESIDENTIAL BUILDING',
    category: '0602',
    resolutions: [
      'The Department of Housing Preservation and Development contacted the owner; the tenant reports that the condition is unchanged.',
      'The Department of Housing Preservation and Development inspected and issued a violation to the owner.',
    ],
  },
  {
    name: 'streetCondition',
    weight: 14,
    agency: TRANSPORT,
    type: 'Street Condition',
    descriptors: [
      'Failed Street Repair',
      'Cave-in',
      'Defective Hardware',
      'Rough, Pitted or Cracked Roads',
      'Pothole',
    ],
    locationType: 'Street',
    category: null,
    resolutions: TRANSPORT_ANSWERS,
  },
  {
    name: 'streetLight',
    weight: 8,
    agency: TRANSPORT,
    type: 'Street Light Condition',
    descriptors: ['Street Light Out', 'Lamppost Damaged'],
    locationType: 'Street',
    category: null,
    resolutions: TRANSPORT_ANSWERS,
  },
  {
    name: 'streetSign',
    weight: 4,
    agency: TRANSPORT,
    type: 'Street Sign - Missing',
    descriptors: ['Stop', 'No Parking, Standing, Stopping', 'One Way'],
    locationType: 'Street',
    category: null,
    resolutions: TRANSPORT_ANSWERS,
  },
  {
    name: 'illegalParking',
    weight: 7,
    agency: POLICE,
    type: 'Illegal Parking',
    descriptors: [
      'Posted Parking Sign Violation',
      'Blocked Hydrant',
      'Commercial Overnight Parking',
      'Double Parked Blocking Traffic',
    ],
    locationType: 'Street/Sidewalk',
    category: null,
    resolutions: POLICE_ANSWERS,
  },
  {
    name: 'derelictVehicle',
    weight: 5,
    agency: POLICE,
    type: 'Derelict Vehicle',
    descriptors: ['With License Plate'],
    locationType: 'Street/Sidewalk',
    category: null,
    resolutions: POLICE_ANSWERS,
  },
  {
    name: 'propertyCopy',
    weight: 4,
    agency: FINANCE,
    type: 'DOF Property - Request Copy',
    descriptors: ['Copy of Statement', 'Copy of Account Information', 'Copy of Notice of Property Value'],
    locationType: 'Property Address',
    category: null,
    resolutions: FINANCE_ANSWERS,
  },
  {
    name: 'propertyPayment',
    weight: 3,
    agency: FINANCE,
    type: 'DOF Property - Payment Issue',
    descriptors: ['Interest Dispute', 'Misapplied Payment', 'Property Refunds and Credits'],
    locationType: 'Property Address',
    category: null,
    resolutions: FINANCE_ANSWERS,
  },
  {
    name: 'newTree',
    weight: 4,
    agency: PARKS,
    type: 'New Tree Request',
    descriptors: ['For One Address'],
    locationType: 'Street',
    category: null,
    resolutions: [
      'The Department of Parks and Recreation will inspect the site in the next planting season.',
    ],
  },
  {
    name: 'damagedTree',
    weight: 4,
    agency: PARKS,
    type: 'Damaged Tree',
    descriptors: [
      'Branch or Limb Has Fallen Down',
      'Branch Cracked and Will Fall',
      'Entire Tree Has Fallen Down',
    ],
    locationType: 'Street',
    category: null,
    resolutions: ['The Department of Parks and Recreation removed the branch.'],
  },
  {
    name: 'foodPoisoning',
    weight: 2,
    agency: HEALTH,
    type: 'Food Poisoning',
    descriptors: ['1 or 2', '3 or More'],
    locationType: 'Restaurant/Bar/Deli/Bakery',
    category: null,
    resolutions: ['The Department of Health and Mental Hygiene will inspect the establishment.'],
  },
  {
    name: 'missedCollection',
    weight: 4,
    agency: SANITATION,
    type: 'Missed Collection (All Materials)',
    descriptors: ['1 Missed Collection', '1R Missed Recycling-All Materials'],
    locationType: 'Sidewalk',
    category: null,
    resolutions: ['The Department of Sanitation cleaned the location.'],
  },
  {
    name: 'graffiti',
    weight: 3,
    agency: SANITATION,
    type: 'Graffiti',
    descriptors: ['Graffiti'],
    locationType: 'Mixed Use',
    category: null,
    resolutions: ['The Department of Sanitation cleaned the location.'],
  },
];
