// Owns what static C functions do to reference counts, as sentences: those that engine/function-names/helpers.ts names, and named
// ones of the same kind. Source: Objects/*.c, Python/*.c, Modules/*.c of 3.12 to 3.14. Must not look at sessions.

import type { Sentences } from './sentences.ts';

const SEARCHED = 'held while super() searches the classes{during}';
const INTERNED = 'an equal string was interned before: that one is used instead{during}';
const SLICED =
  'a slice of the list was replaced: an item, or what the new ones came from, was released{during}';
const COLLECTOR_HOLDS = 'the cycle collector holds it while it clears what is unreachable{during}';
const COLLECTOR_LETS_GO = 'the cycle collector let go of it again{during}';
const READ_ATTRIBUTE = 'an attribute was read from the instance{during}';

export const BY_STATIC_INCREF: Sentences = {
  _PyType_AllocNoTrack: 'the new instance refers to its class{during}',
  weakref_vectorcall: 'the weak reference handed out its object{during}',
  gc_collect_main: COLLECTOR_HOLDS,
  gc_collect_region: COLLECTOR_HOLDS,
  mbuf_add_view: 'a memoryview over the buffer was made{during}',
  clone_combined_dict_keys: 'the copy of a dict took a reference{during}',
  dict_merge: 'a dict took a reference{during}',
  insertdict: 'a dict took a reference{during}',
  '_PyObject_GetInstanceAttribute@LOAD_ATTR': "LOAD_ATTR read the attribute{arg'}",
  _PyObject_GetInstanceAttribute: READ_ATTRIBUTE,
  '_PyObject_TryGetInstanceAttribute@LOAD_ATTR': "LOAD_ATTR read the attribute{arg'}",
  _PyObject_TryGetInstanceAttribute: READ_ATTRIBUTE,
  tuple_subtype_new: 'the new tuple took a reference{during}',
  _super_lookup_descr: SEARCHED,
  supercheck: 'super() took a reference to the class{during}',
  super_init_impl: 'super() took a reference{during}',
  mro_implementation: 'the method resolution order of a new class took a reference{during}',
  import_get_module: 'the module was found among those imported{during}',
  type_modified_unlocked: 'held while what is remembered of a class is forgotten{during}',
  pattern_new_match: 'the match refers to it{during}',
  tb_create_raw: 'the new entry of the traceback refers to it{during}',
  _PyUnicode_TransformDecimalAndSpaceToASCII: 'held while the text is read as a number{during}',
};

export const BY_STATIC_DECREF: Sentences = {
  PyLong_FromUnicodeObject: 'let go: the text was read as a number{during}',
  PyLong_FromString: 'released: it served to read a number{during}',
  gc_collect_main: COLLECTOR_LETS_GO,
  gc_collect_region: COLLECTOR_LETS_GO,
  dictkeys_decref: 'a dict that was cleared or collected let go of it{during}',
  insertdict: 'a dict let go of the value that was there{during}',
  delitem_common: 'a dict let go of an entry that was removed{during}',
  list_ass_slice: SLICED,
  list_ass_slice_lock_held: SLICED,
  _textiowrapper_writeflush: 'the text that waited to be written was released{during}',
  _bufferedwriter_raw_write: 'the bytes were written, the view of them was released{during}',
  long_to_decimal_string_internal: 'released: it served to write a number in decimal{during}',
  type_ready: 'released while a class is made ready{during}',
  add_subclass: 'released once the base class knows of the new class{during}',
  _super_lookup_descr: 'super() let go of what it had searched{during}',
  _PyUnicode_InternInPlace: INTERNED,
  intern_common: INTERNED,
  maybe_small_long: 'the number is small: the one that everybody shares is used instead{during}',
  type_modified_unlocked: 'let go: what was remembered of a class is forgotten{during}',
  _PyObject_SetManagedDict: 'an instance let go of its attributes{during}',
  PyObject_ClearManagedDict: 'an instance let go of its attributes{during}',
  PyObject_Format: 'let go after it was formatted{during}',
  PyUnicodeWriter_WriteRepr: 'let go: its text was written{during}',
  _PyDict_GetItemStringWithError: 'the key that was made for a lookup was released{during}',
  PyDict_GetItemStringRef: 'the key that was made for a lookup was released{during}',
  unicode_dealloc: 'the table of interned strings let go of it{during}',
};
