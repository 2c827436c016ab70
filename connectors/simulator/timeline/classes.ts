import { NOISE_MODEL } from '../noise/model.ts';
import type { Random } from '../noise/random.ts';
import { EVERYDAY_TOPICS } from '../everyday/topics.ts';
import type { HotlineClass, QuarrelKind } from '../quarrels/kind.ts';
import { QUARREL_KINDS } from '../quarrels/kinds.ts';
import type { EverydayMatter, QuarrelMatter } from './plan.ts';

export interface Filed {
  readonly classes: readonly string[];
  readonly hotlineClass: HotlineClass | null;
  readonly misclassified: boolean;
}

/** Under which class of the agency's own list it is filed; by the noise model's share under a neighbouring one. */
export function fileUnderClass(matter: QuarrelMatter | EverydayMatter, random: Random): Filed {
  const right = classOf(matter, random);
  if (!random.chance(NOISE_MODEL.writing.misclassified)) return { ...right, misclassified: false };
  const wrong = neighbouring(matter, right, random);
  return wrong === undefined ? { ...right, misclassified: false } : { ...wrong, misclassified: true };
}

function classOf(matter: QuarrelMatter | EverydayMatter, random: Random): Omit<Filed, 'misclassified'> {
  if (matter.type === 'everyday') {
    const { topic } = matter;
    return topic.hotlineClasses === undefined
      ? { classes: random.pick(topic.classes), hotlineClass: null }
      : { classes: [], hotlineClass: random.pick(topic.hotlineClasses) };
  }
  const { kind } = matter.quarrel;
  switch (matter.agency) {
    case 'police110':
      return { classes: random.pick(kind.police.classes), hotlineClass: null };
    case 'hotline12345':
      return { classes: [], hotlineClass: random.pick(kind.hotline.classes) };
    case 'grid':
      return { classes: random.pick(kind.grid.classes), hotlineClass: null };
    case 'court':
      return { classes: kind.court.cause, hotlineClass: null };
  }
}

/** Another class that shares the first level with the right one: that is how a clerk slips. */
function neighbouring(
  matter: QuarrelMatter | EverydayMatter,
  right: Omit<Filed, 'misclassified'>,
  random: Random,
): Omit<Filed, 'misclassified'> | undefined {
  const list = matter.type === 'quarrel' ? QUARREL_CLASSES : EVERYDAY_CLASSES;
  if (right.hotlineClass !== null) {
    const { type, path } = right.hotlineClass;
    const fitting = list.hotline.filter(
      (other) => other.path[0] === path[0] && other.path.join('/') !== path.join('/'),
    );
    return fitting.length === 0
      ? undefined
      : { classes: [], hotlineClass: { type, path: random.pick(fitting).path } };
  }
  if (matter.agency === 'hotline12345') return undefined;
  const fitting = list[matter.agency].filter(
    (other) =>
      (matter.agency === 'court' ? partOf(other) === partOf(right.classes) : other[0] === right.classes[0]) &&
      other.join('/') !== right.classes.join('/'),
  );
  return fitting.length === 0 ? undefined : { classes: random.pick(fitting), hotlineClass: null };
}

/** First numbers of the parts of the court's list of causes: personality, family, things, contracts, labour, liability. */
const CAUSE_PARTS = [1, 14, 38, 74, 205, 215, 400] as const;

/** Which part of the list a cause stands in; special procedures carry no number. */
function partOf([number = '']: readonly string[]): number {
  return number === '' ? 0 : CAUSE_PARTS.filter((first) => first <= Number(number)).length;
}

interface ClassLists {
  readonly police110: readonly (readonly string[])[];
  readonly grid: readonly (readonly string[])[];
  readonly court: readonly (readonly string[])[];
  readonly hotline: readonly HotlineClass[];
}

const QUARREL_CLASSES: ClassLists = {
  police110: QUARREL_KINDS.flatMap((kind: QuarrelKind) => kind.police.classes),
  grid: QUARREL_KINDS.flatMap((kind) => kind.grid.classes),
  court: QUARREL_KINDS.map((kind) => kind.court.cause),
  hotline: QUARREL_KINDS.flatMap((kind) => kind.hotline.classes),
};

const topicClasses = (agency: string): readonly (readonly string[])[] =>
  EVERYDAY_TOPICS.filter((topic) => topic.agency === agency).flatMap((topic) => topic.classes);

const EVERYDAY_CLASSES: ClassLists = {
  police110: topicClasses('police110'),
  grid: topicClasses('grid'),
  court: topicClasses('court'),
  hotline: EVERYDAY_TOPICS.flatMap((topic) => topic.hotlineClasses ?? []),
};
