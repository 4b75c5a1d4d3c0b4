// Owns putting what an interpreter says of itself into the tables of its version: what it does not say stays as written down. Must not read
// anything. Invariant: an offset that the interpreter says is never taken from a table.

import type { InstrumentOptions } from '../../../shared/model/instrumented.ts';
import type { HeapLayout } from '../heap/heap-layout.ts';
import type { EngineLayout } from '../layout.ts';
import type { OwnOffsets } from './words.ts';

/** gcstate->enabled, from which the collector's flag is counted, lies behind two other words. */
const GC_ENABLED = 8;

export function describedLayout(table: EngineLayout, own: OwnOffsets): EngineLayout {
  return {
    ...table,
    object: { ...table.object, type: own.objectType },
    type: { ...table.type, name: own.typeName, flags: own.typeFlags },
    code: {
      ...table.code,
      filename: own.codeFilename,
      name: own.codeName,
      qualname: own.codeQualname,
      lineTable: own.codeLineTable,
      firstLine: own.codeFirstLine,
      argCount: own.codeArgCount,
      localsPlusNames: own.codeLocalsPlusNames,
      localsPlusKinds: own.codeLocalsPlusKinds,
      units: own.codeUnits,
    },
    str: { ...table.str, length: own.strLength, state: own.strState, asciiData: own.strAsciiData },
    bytes: { size: own.bytesSize, data: own.bytesData },
    tuple: { size: own.tupleSize, items: own.tupleItems },
    int: { tag: own.intTag, digits: own.intDigits },
    float: { value: own.floatValue },
    list: { size: own.listSize },
    gcCollectingAfterEnabled: own.gcCollecting - GC_ENABLED,
  };
}

export function describedOptions(table: InstrumentOptions, own: OwnOffsets): InstrumentOptions {
  return {
    ...table,
    layout: {
      ...table.layout,
      currentFrame: [own.currentFrame],
      frameInstruction: own.frameInstruction,
      frameLocalsPlus: own.frameLocalsPlus,
      objectType: own.objectType,
      typeFlags: own.typeFlags,
      length: own.strLength,
      intDigits: own.intDigits,
      bytesData: own.bytesData,
      strState: own.strState,
      strAsciiData: own.strAsciiData,
    },
    collector: table.collector && {
      ...table.collector,
      collectingAfterEnabled: own.gcCollecting - GC_ENABLED,
    },
  };
}

export function describedHeap(table: HeapLayout, own: OwnOffsets): HeapLayout {
  const { at } = table;
  return {
    ...table,
    at: {
      ...at,
      type: { ...at.type, end: own.typeEnd },
      list: { items: own.listItems, end: own.listEnd },
      dict: { keys: own.dictKeys, values: own.dictValues, end: own.dictEnd },
      set: {
        ...at.set,
        table: own.setTable ?? at.set.table,
        mask: own.setMask ?? at.set.mask,
      },
      code: { ...at.code, localsPlusNames: own.codeLocalsPlusNames },
      frame: {
        ...at.frame,
        code: own.frameExecutable,
        previous: own.framePrevious,
        owner: own.frameOwner,
        localsPlus: own.frameLocalsPlus,
        stackTop: own.frameStackTop ?? at.frame.stackTop,
      },
      generator: {
        ...at.generator,
        frame: own.generatorFrame ?? at.generator.frame,
        state: own.generatorState ?? at.generator.state,
      },
    },
  };
}
