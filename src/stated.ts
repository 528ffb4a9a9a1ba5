/** Objects without their undefined fields, which `exactOptionalPropertyTypes` tells apart from absent ones. */

export function stated<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  // A loop: through lists of pairs, it took a tenth of the time that reading an article takes.
  const some: { [Name in keyof Fields]?: NonNullable<Fields[Name]> } = {};
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined) some[name] = value as NonNullable<typeof value>;
  }
  return some;
}
