// Owns the names of static C functions that no table of the interpreter points to: found by their place between named functions (a
// compiler keeps the order of a source file), their size, and what recordings show them do. Source: Objects/*.c, Python/*.c,
// Modules/_io/*.c of each version. A line per function: index, bytes of its body, name.

export const HELPERS_312 = `
1787 1350 list_ass_slice
1872 3524 long_to_decimal_string_internal
1946 415 dictkeys_decref
1967 1295 insertdict
1973 661 delitem_common
1984 249 clone_combined_dict_keys
2031 145 _PyObject_GetInstanceAttribute
2116 691 mbuf_add_view
2496 496 _PyTuple_FromArray
2506 580 tuple_subtype_new
2536 338 _PyType_AllocNoTrack
2542 413 find_name_in_mro
2566 8318 type_ready
2600 358 add_subclass
2606 542 supercheck
2607 601 _super_lookup_descr
2614 750 super_init_impl
2712 2142 mro_implementation
2828 391 _PyUnicode_InternInPlace
3417 495 _PyEval_Vector
3700 664 _PyFrame_ClearExceptCode
3827 205 import_get_module
4586 3476 gc_collect_main
6938 433 _bufferedwriter_raw_write
7007 630 _textiowrapper_writeflush
7194 537 pattern_new_match
3124 118 weakref_vectorcall
`;

export const HELPERS_313 = `
1780 1339 list_ass_slice_lock_held
1875 3650 long_to_decimal_string_internal
1949 432 dictkeys_decref
1973 887 insertdict
1984 623 delitem_common
1996 1016 dict_merge
2000 260 clone_combined_dict_keys
2046 1071 store_instance_attr_lock_held
2048 173 _PyObject_TryGetInstanceAttribute
2134 722 mbuf_add_view
2590 460 _PyTuple_FromArray
2600 507 tuple_subtype_new
2626 417 type_modified_unlocked
2633 518 _PyType_AllocNoTrack
2639 542 find_name_in_mro
2663 9762 type_ready
2698 427 add_subclass
2707 615 supercheck
2708 626 _super_lookup_descr
2715 794 super_init_impl
2813 2201 mro_implementation
2940 657 intern_common
3094 311 unicode_dealloc
3242 137 weakref_vectorcall
3534 518 _PyEval_Vector
3874 756 _PyFrame_ClearExceptCode
3885 4405 gc_collect_main
7174 445 _bufferedwriter_raw_write
7243 654 _textiowrapper_writeflush
7432 542 pattern_new_match
`;

export const HELPERS_314 = `
1907 1318 list_ass_slice_lock_held
1992 236 maybe_small_long
2015 3630 long_to_decimal_string_internal
2101 432 dictkeys_decref
2126 626 insertdict
2136 616 delitem_common
2150 841 dict_merge
2154 260 clone_combined_dict_keys
2201 1035 store_instance_attr_lock_held
2202 168 _PyObject_TryGetInstanceAttribute
2289 807 mbuf_add_view
2784 605 tuple_subtype_new
2812 462 type_modified_unlocked
2821 297 _PyType_AllocNoTrack
2826 408 _PyType_LookupStackRefAndVersion
2829 551 find_name_in_mro
2844 9484 type_ready
2897 431 add_subclass
2908 622 supercheck
2909 621 _super_lookup_descr
2916 1217 super_init_impl
2922 2178 mro_implementation
3152 711 intern_common
3323 327 unicode_dealloc
3483 135 weakref_vectorcall
3793 778 _PyEval_Vector
4203 1135 _PyFrame_ClearExceptCode
4217 2924 gc_collect_region
5085 204 tb_create_raw
9171 458 _bufferedwriter_raw_write
9240 654 _textiowrapper_writeflush
9401 521 pattern_new_match
`;
