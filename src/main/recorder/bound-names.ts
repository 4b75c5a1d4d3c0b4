// Owns which variables refer to which objects in one scope: a frame, or all modules. Must not know names. Invariants: each variable
// stands once, in the order in which they were bound; none refers to object 0.
// Two small arrays and a guess of the place instead of a Map: a loop binds the same few variables millions of times.

/** Where each variable was found last, in whatever scope: frames of one function bind their variables in the same order. */
const places: number[] = [];

export class BoundNames {
  readonly variables: number[] = [];
  readonly objects: number[] = [];

  /** Binds a variable, to nothing with object 0. False: it was so before. */
  set(variable: number, object: number): boolean {
    const at = this.#find(variable);
    if (at < 0) {
      if (object === 0) return false;
      places[variable] = this.variables.push(variable) - 1;
      this.objects.push(object);
      return true;
    }
    if (this.objects[at] === object) return false;
    if (object !== 0) {
      this.objects[at] = object;
      return true;
    }
    this.variables.splice(at, 1);
    this.objects.splice(at, 1);
    return true;
  }

  clear(): void {
    this.variables.length = 0;
    this.objects.length = 0;
  }

  /** Its place, -1 for none. */
  #find(variable: number): number {
    const guess = places[variable] ?? -1;
    if (this.variables[guess] === variable) return guess;
    const found = this.variables.indexOf(variable);
    if (found >= 0) places[variable] = found;
    return found;
  }
}
