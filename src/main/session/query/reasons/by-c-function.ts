// Owns what C functions that have a name in the binary do to reference counts, as sentences. Source: Objects/*.c, Python/*.c of
// 3.12 to 3.14. Must not look at sessions. (Functions that the interpreter's tables name: method-sentences.ts.)

import type { Sentences } from './sentences.ts';

/** A change by more than one, by C function. */
export const ADJUSTMENTS: Sentences = {
  intern_common: 'interned: the references that the table of interned strings has are not counted',
  unicode_dealloc: 'kept for a moment while the table of interned strings lets go of it',
};

/**
 * By C function; what the same function does to one type of object comes first, as `function:type`, then what it does under one
 * instruction, as `function@INSTRUCTION`.
 */
export const BY_FUNCTION_INCREF: Sentences = {
  'PyDict_SetItem@STORE_NAME': "STORE_NAME: the namespace took a reference for{arg'}",
  'PyDict_SetItem@STORE_GLOBAL': "STORE_GLOBAL: the namespace took a reference for{arg'}",
  'PyDict_SetItem@MAP_ADD': 'MAP_ADD: the dict took a reference',
  'PyDict_SetItem@BUILD_MAP': 'BUILD_MAP: the dict took a reference',
  'PyDict_SetItem@BUILD_CONST_KEY_MAP': 'BUILD_CONST_KEY_MAP: the dict took a reference',
  'PyDict_SetItem@STORE_SUBSCR': "STORE_SUBSCR{arg'}: the dict took a reference",
  PyDict_SetItem: 'a dict took a reference{during}',
  PyDict_SetDefault: 'dict.setdefault stored it{during}',
  PyList_Append: 'list.append stored it{during}',
  PySequence_Tuple: 'a tuple took a reference{during}',
  PySequence_Fast: 'it is read as a sequence{during}',
  PyTuple_Pack: 'a tuple took a reference{during}',
  _PyArg_UnpackKeywordsWithVararg: 'the arguments of the call were put in a tuple{during}',
  PySet_Add: 'a set took a reference{during}',
  PyFunction_NewWithQualName: 'MAKE_FUNCTION: the new function refers to it',
  PyCMethod_New: 'a built-in method bound to it was made{during}',
  '_PyObject_GetMethod@LOAD_ATTR': "LOAD_ATTR pushed the method{arg'}",
  _PyObject_GetMethod: 'a method was looked up{during}',
  '_PyObject_GenericGetAttrWithDict@LOAD_ATTR': "LOAD_ATTR read the attribute{arg'}",
  _PyObject_GenericGetAttrWithDict: 'an attribute was read{during}',
  '_PyObject_GenericSetAttrWithDict@STORE_ATTR':
    "STORE_ATTR: the object took a reference for{arg'}",
  // A descriptor of the attribute is held meanwhile; it may be the value, too.
  ...Object.fromEntries(
    ['property', 'member_descriptor', 'getset_descriptor'].map((type) => [
      `_PyObject_GenericSetAttrWithDict:${type}`,
      'an attribute was set{during}',
    ]),
  ),
  _PyObject_GenericSetAttrWithDict: 'an attribute was set{during}',
  '_PyErr_SetObject:tuple': 'the exception that is being raised is made from it',
  '_PyErr_SetObject:str': 'the exception that is being raised is made from it',
  '_PyErr_SetObject:type': 'it is the class of the exception that is being raised',
  _PyErr_SetObject: 'it is, or belongs to, the exception that is being raised',
  'PyTraceBack_Here:traceback': 'the new entry of the traceback refers to it as its next',
  'PyTraceBack_Here:frame': 'the new entry of the traceback refers to its frame',
  PyImport_ImportModuleLevelObject: 'IMPORT_NAME handed out the module',
  PyObject_GetIter: 'the iterator returned itself{during}',
  PyObject_SelfIter: 'the iterator returned itself{during}',
  // The linker folds functions of equal code into one: in this build PyObject_SelfIter has this name.
  _js2python_pyproxy: 'the iterator returned itself{during}',
  _PyNumber_Index: 'an int is its own index{during}',
  PyOS_FSPath: 'a path that is a str is used as it is{during}',
  PyObject_CallFinalizerFromDealloc: 'kept alive while __del__ runs',
  PyObject_Str: 'str() of a str is the object itself{during}',
  PyObject_Format: 'formatting a str gives the object itself{during}',
  PyDescr_NewMethod: 'the descriptor took a reference to its type',
  PyDescr_NewGetSet: 'the descriptor took a reference to its type',
  PyMember_GetOne: 'an attribute was read{during}',
  _PyDictView_New: 'the view refers to its dict',
  PyBuffer_FillInfo: 'a buffer over its bytes was handed out{during}',
  PyMethod_New: 'a bound method that refers to it was made',
  PyCell_New: 'a cell took a reference{during}',
  PyWeakref_NewRef: 'a weak reference was followed{during}',
  PyIter_Next: 'the iterator handed it out{during}',
  'PyDict_GetItemRef@LOAD_NAME': "LOAD_NAME{arg'} pushed it on the value stack",
  'PyDict_GetItemRef@LOAD_FROM_DICT_OR_GLOBALS':
    "LOAD_FROM_DICT_OR_GLOBALS{arg'} pushed it on the value stack",
  'PyDict_GetItemRef@LOAD_FROM_DICT_OR_DEREF':
    "LOAD_FROM_DICT_OR_DEREF{arg'} pushed it on the value stack",
  PyDict_GetItemRef: 'it was looked up in a dict{during}',
  _PyDict_GetItemRef_KnownHash: 'it was looked up in a dict{during}',
  _PyDict_GetItemRef_KnownHash_LockHeld: 'it was looked up in a dict{during}',
  '_PyDict_LoadGlobal@LOAD_GLOBAL': "LOAD_GLOBAL{arg'} pushed it on the value stack",
  '_PyDict_LoadGlobalStackRef@LOAD_GLOBAL': "LOAD_GLOBAL{arg'} pushed it on the value stack",
  _PyType_LookupRef: 'it was found as an attribute of a type{during}',
  _PyType_LookupStackRefAndVersion: 'it was found as an attribute of a type{during}',
  find_name_in_mro: 'held while a type and its bases are searched for an attribute{during}',
  _PyTuple_FromArray: 'a tuple took a reference{during}',
  '_PyTuple_FromStackRefStealOnSuccess@BUILD_TUPLE': 'BUILD_TUPLE stored it in the tuple',
  '_PyList_FromStackRefStealOnSuccess@BUILD_LIST': 'BUILD_LIST stored it in the list',
  _PyTuple_FromStackRefStealOnSuccess: 'a tuple took a reference{during}',
  PyCell_Set: 'a cell took a reference{during}',
  _PyEvalFramePushAndInit: 'the new frame took it{during}',
  'store_instance_attr_lock_held@STORE_ATTR': "STORE_ATTR: the object took a reference for{arg'}",
  store_instance_attr_lock_held: 'an object took a reference for an attribute{during}',
};
export const BY_FUNCTION_DECREF: Sentences = {
  PyDict_SetItem: 'a dict let go of the value that was there{during}',
  PyErr_Clear: 'the exception was dropped{during}',
  '_PyErr_SetObject:tuple': 'the exception that is being raised was made from it',
  '_PyErr_SetObject:str': 'the exception that is being raised was made from it',
  _PyErr_SetObject: 'let go while an exception was being raised{during}',
  PyBuffer_Release: 'the buffer over its bytes was given back{during}',
  PyFile_WriteObject: 'what was written to the file was released{during}',
  'PyTraceBack_Here:traceback': 'held while an entry was added to the traceback, let go again',
  PyObject_CallFinalizerFromDealloc: 'its finalizer ran and let go of it',
  _PyObject_ClearManagedDict: 'the attributes of a collected object were dropped',
  _PyObject_FreeInstanceAttributes: 'the attributes of a collected object were dropped',
  PyObject_ClearWeakRefs: 'a weak reference to it was cleared',
  _PyObject_MakeTpCall: 'the temporary arguments of the call were released{during}',
  PyObject_VectorcallMethod: 'the called method was released{during}',
  PyObject_CallMethodObjArgs: 'the called method was released{during}',
  PyImport_ImportModuleLevelObject: 'IMPORT_NAME released a module or name it looked up',
  PyMemoryView_FromBuffer: 'a memoryview over it was released{during}',
  PyUnicode_Join: 'str.join released the sequence it read{during}',
  PyObject_LengthHint: 'a length hint was asked and released{during}',
  Py_ReprEnter: 'repr() released its guard against recursion{during}',
  _PyObject_GenericGetAttrWithDict:
    'reading an attribute released what it had held meanwhile{during}',
  _PyObject_GetMethod: 'looking up a method released what it had held meanwhile{during}',
  _PyObject_GenericSetAttrWithDict:
    'setting an attribute released what it had replaced or held meanwhile{during}',
  find_name_in_mro: 'the search for an attribute in a type and its bases let go of it{during}',
  _PyObject_LookupSpecial:
    'looking up a special method released what it had held meanwhile{during}',
  PyCell_Set: 'a cell let go of the value that was there{during}',
  'store_instance_attr_lock_held@STORE_ATTR':
    "STORE_ATTR: the object let go of the value that{arg'} had",
  store_instance_attr_lock_held: 'an object let go of the value that an attribute had{during}',
};
