/** A life cannot go on: what the next step needs is not there. */
export class LifeEnded extends Error {}
