/**
 * Code that reads an object's own property, or undefined. A constant name is what engines read fast; where every object inherits a property of that name it
 * has to be asked whether it is the object's own.
 * @param object a variable's name
 */
export function propertyCode(object: string, name: string): string {
  const property = JSON.stringify(name);
  return name in Object.prototype
    ? `(Object.hasOwn(${object}, ${property}) ? ${object}[${property}] : undefined)`
    : `${object}[${property}]`;
}
