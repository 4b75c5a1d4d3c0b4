// Owns what a function that the interpreter's tables name does to a reference: `list.append`, `dict.mp_subscript`, `Counter.tp_dealloc`.
// What a slot is for says why it takes a reference or lets go of one (Doc/c-api/typeobj.rst). Must not claim more than that: a
// method of which nothing is known in particular is named, and that it took or released.

import { article, fill } from './fill.ts';
import type { ReasonFacts } from './reason-facts.ts';

/** What taking and letting go mean in a slot; {type} is the type, with its article. */
type Pair = readonly [incref: string, decref: string];

const COMPARED: Pair = [
  '{type} is compared: held meanwhile{during}',
  '{type} was compared: let go again{during}',
];
const OPERATOR: Pair = [
  'an operator of {type} took a reference{during}',
  'an operator of {type} let go of what it worked with{during}',
];
const TEXT: Pair = [
  'held while the text of {type} is made{during}',
  'let go: the text of {type} is made{during}',
];
const ITEM: Pair = [
  '{type} handed out the item{during}',
  '{type} let go of what it had held to find the item{during}',
];
const SET_ITEM: Pair = [
  '{type} took a reference for the item{during}',
  '{type} let go of the item that was there{during}',
];

const SLOTS: Readonly<Record<string, Pair>> = {
  tp_dealloc: [
    'kept for a moment while {type} is taken down',
    '{type} that was being collected let go of it',
  ],
  tp_clear: ['held while {type} is cleared', '{type} was cleared and let go of it'],
  tp_finalize: ['held while {type} is finalized', 'let go: {type} was finalized'],
  tp_iternext: [
    '{type} handed out the next item{during}',
    '{type} let go of what it had held for an item{during}',
  ],
  tp_iter: ['an iterator over {type} was made{during}', 'let go: {type} made an iterator{during}'],
  tp_new: ['making {type} took a reference{during}', 'making {type} released it{during}'],
  tp_init: ['making {type} took a reference{during}', 'making {type} released it{during}'],
  tp_call: ['calling {type} took a reference{during}', 'the call of {type} released it{during}'],
  tp_vectorcall: [
    'calling {type} took a reference{during}',
    'the call of {type} released it{during}',
  ],
  tp_repr: TEXT,
  tp_str: TEXT,
  tp_hash: ['held while {type} is hashed{during}', 'let go: {type} was hashed{during}'],
  tp_richcompare: COMPARED,
  tp_getattro: ['an attribute of {type} was read{during}', 'let go: an attribute was read{during}'],
  tp_setattro: [
    'an attribute of {type} was set{during}',
    '{type} let go of what its attribute had{during}',
  ],
  tp_descr_get: ['{type} gave the attribute{during}', 'let go: {type} gave the attribute{during}'],
  tp_descr_set: ['{type} set the attribute{during}', '{type} let go of what was there{during}'],
  sq_item: ITEM,
  mp_subscript: ITEM,
  sq_ass_item: SET_ITEM,
  mp_ass_subscript: SET_ITEM,
  sq_contains: COMPARED,
  sq_concat: ['the result of {type} + … took a reference{during}', OPERATOR[1]],
  sq_repeat: ['the result of {type} * … took a reference{during}', OPERATOR[1]],
  bf_getbuffer: [
    'a buffer over {type} was handed out{during}',
    'the buffer over {type} failed{during}',
  ],
  bf_releasebuffer: [
    'a buffer over {type} is given back{during}',
    'a buffer over {type} was given back{during}',
  ],
};

/** Methods whose purpose is to keep or to hand out what they are given. */
const METHODS: Readonly<Record<string, string>> = {
  'list.append': 'list.append stored it{during}',
  'list.insert': 'list.insert stored it{during}',
  'list.copy': 'the copy of the list took a reference{during}',
  'dict.get': 'dict.get handed out the value{during}',
  'dict.copy': 'the copy of the dict took a reference{during}',
  'dict.setdefault': 'dict.setdefault stored it, or handed it out{during}',
  'dict.items': 'the view refers to its dict{during}',
  'dict.keys': 'the view refers to its dict{during}',
  'dict.values': 'the view refers to its dict{during}',
  'set.add': 'set.add stored it{during}',
  'collections.deque.append': 'deque.append stored it{during}',
  'collections.deque.appendleft': 'deque.appendleft stored it{during}',
};

/** Of a class written in Python, by slot: the function finds the method and calls it. */
const SPECIAL: Readonly<Record<string, string>> = {
  init: '__init__',
  new: '__new__',
  repr: '__repr__',
  str: '__str__',
  hash: '__hash__',
  call: '__call__',
  getattro: '__getattribute__ or __getattr__',
  setattro: '__setattr__ or __delattr__',
  iter: '__iter__',
  iternext: '__next__',
  descr_get: '__get__',
  descr_set: '__set__ or __delete__',
  finalize: '__del__',
  richcompare: 'a comparison method',
  getitem: '__getitem__',
  subscript: '__getitem__',
  item: '__getitem__',
  ass_subscript: '__setitem__ or __delitem__',
  ass_item: '__setitem__ or __delitem__',
  contains: '__contains__',
  length: '__len__',
};

/** Undefined for a function that no table of the interpreter names. */
export function methodSentence(facts: ReasonFacts): string | undefined {
  const { cFunction, delta } = facts;
  const isTaken = delta > 0;
  const special = /^slot_[a-z]{2}_(\w+)$/u.exec(cFunction)?.[1];
  if (special !== undefined) return ofClass(special, isTaken, facts);
  if (cFunction.startsWith('subtype_')) return ofInstance(cFunction, isTaken, facts);
  const several = /^((?:tp|nb|sq|mp|am|bf)_\w+) of \d+ types$/u.exec(cFunction)?.[1];
  if (several !== undefined) return slot(several, 'an object', isTaken, facts);
  const dot = cFunction.lastIndexOf('.');
  const name = cFunction.slice(dot + 1);
  if (/^(?:tp|nb|sq|mp|am|bf)_/u.test(name)) {
    const types = cFunction.slice(0, dot).split('|');
    return slot(name, types.map((type) => article(bare(type))).join(' or '), isTaken, facts);
  }
  return dot < 0 && !isBuiltin(cFunction) ? undefined : ofMethod(isTaken, facts);
}

/** `_io.TextIOWrapper` is known to learners as TextIOWrapper. */
const bare = (type: string): string => type.slice(type.lastIndexOf('.') + 1);

const BUILTINS: ReadonlySet<string> = new Set(
  'abs all any ascii bin callable chr compile delattr dir divmod eval exec format getattr globals hasattr hash hex id input isinstance issubclass iter len locals max min next oct ord pow print repr round setattr sorted sum vars __build_class__ __import__'.split(
    ' ',
  ),
);
const isBuiltin = (cFunction: string): boolean => BUILTINS.has(cFunction);

function slot(
  name: string,
  type: string,
  isTaken: boolean,
  facts: ReasonFacts,
): string | undefined {
  const pair = SLOTS[name] ?? (name.startsWith('nb_') ? OPERATOR : undefined);
  const template = pair?.[isTaken ? 0 : 1] ?? (isTaken ? OPERATOR[0] : OPERATOR[1]);
  return fill(template.replaceAll('{type}', type), facts);
}

function ofClass(special: string, isTaken: boolean, facts: ReasonFacts): string | undefined {
  const method = SPECIAL[special] ?? `__${special}__`;
  const sentence = isTaken
    ? `held while ${method} of a class is looked up and called{during}`
    : `let go: ${method} of a class was called{during}`;
  return fill(sentence, facts);
}

function ofInstance(cFunction: string, isTaken: boolean, facts: ReasonFacts): string | undefined {
  if (isTaken) return fill('held while an instance is taken down{during}', facts);
  const isClear = cFunction === 'subtype_clear';
  if (facts.type === 'type' && !isClear)
    return fill('the instance that was collected let go of its class{during}', facts);
  return fill(
    isClear
      ? 'the gc cleared the instance that referred to it'
      : 'the instance that was being collected let go of it',
    facts,
  );
}

function ofMethod(isTaken: boolean, facts: ReasonFacts): string | undefined {
  const { cFunction } = facts;
  const known = METHODS[cFunction];
  if (isTaken && known !== undefined) return fill(known, facts);
  const name = `${cFunction.replace(/\.setter$/u, '')}`;
  const call = cFunction.endsWith('.setter') ? `setting ${name}` : `${name}()`;
  return fill(
    isTaken ? `${call} took a reference{during}` : `${call} let go of a reference{during}`,
    facts,
  );
}
