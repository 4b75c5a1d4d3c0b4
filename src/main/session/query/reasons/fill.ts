// Owns turning a template into a sentence about one event.

import type { ReasonFacts } from './reason-facts.ts';

/** Of other instructions the argument is a count or a jump: it would say nothing in a sentence. */
const isNamed = (opcode: string): boolean =>
  /^(LOAD|STORE|DELETE|IMPORT|BINARY_OP|COMPARE|MAKE_CELL)/.test(opcode);

const CALLABLE = /^(function|type|method|builtin_function_or_method|method_descriptor)$/;

/** Undefined where there is no template. */
export function fill(template: string | undefined, facts: ReasonFacts): string | undefined {
  if (template === undefined) return undefined;
  const argument = facts.expression || (isNamed(facts.opcode) ? facts.argument : '');
  const named = argument === '' ? '' : ` ${argument}`;
  const words: Readonly<Record<string, string>> = {
    op: facts.opcode,
    arg: facts.expression || facts.argument,
    "arg'": named,
    during: facts.opcode === '' ? '' : ` during ${facts.opcode}${named}`,
    function: facts.function === '' ? 'the function' : facts.function,
    argument: CALLABLE.test(facts.type) ? 'callable (or argument)' : 'argument',
  };
  return template
    .replace(/\{([^}]+)\}/g, (_, word: string) => words[word] ?? '')
    .replace(/ +/g, ' ');
}

/** `a list`, `an int`. */
export const article = (type: string): string => `${/^[aeiou]/i.test(type) ? 'an' : 'a'} ${type}`;
