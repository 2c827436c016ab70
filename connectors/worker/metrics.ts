import { Counter } from 'prom-client';

/** What connectors have put into their topics, acknowledged. */
export const recordsEmitted = new Counter({
  name: 'tributary_connector_records_total',
  help: 'Source records acknowledged by the broker',
  labelNames: ['connector'],
});

export const deadLettersEmitted = new Counter({
  name: 'tributary_connector_dead_letters_total',
  help: 'Records that could not be read or mapped, kept as dead letters',
  labelNames: ['connector'],
});

export const referencesEmitted = new Counter({
  name: 'tributary_connector_references_total',
  help: 'Entries of the agencies’ lists acknowledged by the broker',
  labelNames: ['connector'],
});
