import { register, type Metric } from 'prom-client';

/** One line of a scrape. */
interface Exported {
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
  readonly metricName?: string;
}

/** What the registry of prom-client asks of a metric. */
abstract class QuickMetric {
  readonly name: string;
  readonly help: string;
  abstract readonly type: 'counter' | 'histogram';
  readonly aggregator = 'sum';

  constructor(name: string, help: string) {
    this.name = name;
    this.help = help;
    register.registerMetric(this as unknown as Metric);
  }

  get(): Promise<object> {
    const { name, help, type, aggregator } = this;
    return Promise.resolve({ name, help, type, aggregator, values: this.exported() });
  }

  protected abstract exported(): readonly Exported[];
  abstract reset(): void;
}

/** A counter with one label that is counted up many times between two scrapes, without prom-client's work on labels for each. */
export class QuickCounter extends QuickMetric {
  readonly type = 'counter';
  readonly #label: string;
  readonly #counts = new Map<string, number>();

  constructor(name: string, help: string, label: string) {
    super(name, help);
    this.#label = label;
  }

  inc(value: string): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
  }

  reset(): void {
    this.#counts.clear();
  }

  protected exported(): readonly Exported[] {
    return [...this.#counts].map(([label, value]) => ({ labels: { [this.#label]: label }, value }));
  }
}

/** Observations with the same labels. */
export class Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly #bounds: readonly number[];
  /** By the first bound that is not smaller; the last for what is beyond all. */
  readonly counts: number[];
  sum = 0;
  count = 0;

  constructor(labels: Readonly<Record<string, string>>, bounds: readonly number[]) {
    this.labels = labels;
    this.#bounds = bounds;
    this.counts = [...bounds.map(() => 0), 0];
  }

  observe(value: number): void {
    let at = 0;
    while (at < this.#bounds.length && value > (this.#bounds[at] ?? 0)) at += 1;
    this.counts[at] = (this.counts[at] ?? 0) + 1;
    this.sum += value;
    this.count += 1;
  }
}

/** A histogram whose series are looked up by their labels and then only counted. */
export class QuickHistogram extends QuickMetric {
  readonly type = 'histogram';
  readonly #bounds: readonly number[];
  readonly #labelNames: readonly string[];
  readonly #series = new Map<string, Series>();

  constructor(config: {
    readonly name: string;
    readonly help: string;
    readonly labelNames?: readonly string[];
    readonly buckets: readonly number[];
  }) {
    super(config.name, config.help);
    this.#bounds = config.buckets;
    this.#labelNames = config.labelNames ?? [];
  }

  /** @param values one of each label, in the order of the labels */
  series(...values: readonly string[]): Series {
    const key = values.length === 1 ? (values[0] ?? '') : values.join('\n');
    let series = this.#series.get(key);
    if (series === undefined) {
      const labels = Object.fromEntries(this.#labelNames.map((name, at) => [name, values[at] ?? '']));
      series = new Series(labels, this.#bounds);
      this.#series.set(key, series);
    }
    return series;
  }

  reset(): void {
    this.#series.clear();
  }

  protected exported(): readonly Exported[] {
    return [...this.#series.values()].flatMap((series) => this.#exported(series));
  }

  #exported({ labels, counts, sum, count }: Series): Exported[] {
    const bucket = `${this.name}_bucket`;
    let below = 0;
    const buckets = this.#bounds.map((le, at): Exported => {
      below += counts[at] ?? 0;
      return { labels: { le, ...labels }, value: below, metricName: bucket };
    });
    return [
      ...buckets,
      { labels: { le: '+Inf', ...labels }, value: count, metricName: bucket },
      { labels, value: sum, metricName: `${this.name}_sum` },
      { labels, value: count, metricName: `${this.name}_count` },
    ];
  }
}
