/** A thing with more beside it. Its own fields are not looked at before somebody asks for them: those of a shown dispute are made only then. */
export function beside<Thing extends object, const More extends object>(
  thing: Thing,
  more: More,
): Thing & More {
  return Object.assign(Object.create(thing) as Thing, more);
}
