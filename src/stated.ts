/** Objects without their undefined fields, which `exactOptionalPropertyTypes` tells apart from absent ones. */

type Stated<Fields> = { [Name in keyof Fields]?: NonNullable<Fields[Name]> };

export const stated = <Fields extends object>(fields: Fields): Stated<Fields> => addStated({}, fields);

/**
 * The same for an object that was just made, which gets them itself: of a hundred thousand articles most state few or
 * none of them, and to copy each would take longer than to make it.
 */
export function addStated<Made extends object, Fields extends object>(
  made: Made,
  fields: Fields,
): Made & Stated<Fields> {
  const whole: Made & Stated<Fields> = made;
  // A loop: through lists of pairs, it took a tenth of the time that reading an article takes.
  const some: Stated<Fields> = whole;
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined) some[name] = value as NonNullable<typeof value>;
  }
  return whole;
}
