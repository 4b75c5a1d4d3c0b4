// Owns the shape of the tables of sentences, and the words that their templates stand for.
// Templates: {op} instruction, {arg} the source text that it works on or its argument, {arg'} the same with a blank before it or nothing, {during} ` during …` or
// nothing, {function} the Python function that is running, {argument} what a call released.

export type Sentences = Readonly<Record<string, string>>;
