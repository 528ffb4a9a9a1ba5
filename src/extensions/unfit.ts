/** What a function of the config file returned is of no use: the sentence says why. */
export class Unfit extends Error {
  override readonly name = 'Unfit';
}
