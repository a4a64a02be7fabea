import Columns

/// How a change lies in a frame of the file. Each kind of edit and value has a number of its own, which never changes.
extension ByteWriter {
  /// A change, its edits in order.
  public mutating func append(_ change: Change) {
    append(change.title)
    append(signed: change.at)
    append(change.isUndo)
    append(list: change.edits) { $0.append($1) }
  }

  mutating func append(_ edit: Edit) {
    switch edit {
    case .add(let addition):
      append(byte: 1)
      append(addition)
    case .update(let update):
      append(byte: 2)
      append(update.table)
      append(update.column)
      append(list: update.rows) { $0.append($1) }
      append(list: update.values) { $0.append($1) }
    case .remove(let table, let rows):
      append(byte: 3)
      append(table)
      append(list: rows) { $0.append($1) }
    case .removeBatch(let number):
      append(byte: 4)
      append(signed: Int64(number))
    default: appendShape(edit)
    }
  }

  private mutating func appendShape(_ edit: Edit) {
    switch edit {
    case .addTable(let shape):
      append(byte: 5)
      append(shape.name)
      append(optional: shape.parent) { $0.append($1) }
      append(list: shape.columns) { $0.append($1) }
    case .removeTable(let name):
      append(byte: 6)
      append(name)
    case .addColumn(let table, let shape):
      append(byte: 7)
      append(table)
      append(shape)
    case .removeColumn(let table, let name):
      append(byte: 8)
      append(table)
      append(name)
    case .keep(let kind, let name, let value):
      append(byte: 9)
      append(byte: kind.rawValue)
      append(name)
      append(optional: value) { $0.append($1) }
    case .add, .update, .remove, .removeBatch: break
    }
  }

  private mutating func append(_ addition: RowAddition) {
    append(addition.table)
    append(signed: Int64(addition.batch))
    append(list: addition.lines) { $0.append(signed: Int64($1)) }
    append(list: addition.columns) { writer, cells in
      writer.append(cells.column)
      writer.append(list: cells.values) { $0.append($1) }
    }
  }

  private mutating func append(_ shape: ColumnShape) {
    append(shape.name)
    (shape.target == nil ? shape.type : .text).write(to: &self)
    append(optional: shape.target) { $0.append($1) }
    append(shape.isKey)
    append(shape.isEvent)
  }

  private mutating func append(_ name: RowName) {
    switch name {
    case .key(let key):
      append(byte: 1)
      append(key)
    case .origin(let batch, let line):
      append(byte: 2)
      append(signed: Int64(batch))
      append(signed: Int64(line))
    }
  }

  mutating func append(_ value: Value) {
    switch value {
    case .missing: append(byte: 0)
    case .truth(let value): append(byte: value ? 2 : 1)
    case .text(let text):
      append(byte: 3)
      append(text)
    case .whole(let value): append(tag: 4, value)
    case .number(let value):
      append(byte: 5)
      append(value)
    case .money(let value): append(tag: 6, value)
    case .date(let value): append(tag: 7, Int64(value))
    case .time(let value): append(tag: 8, value)
    case .duration(let value): append(tag: 9, value)
    case .textSet(let texts):
      append(byte: 10)
      append(list: texts) { $0.append($1) }
    case .reference(let row): append(tag: 11, Int64(row))
    }
  }

  private mutating func append(tag: UInt8, _ value: Int64) {
    append(byte: tag)
    append(signed: value)
  }
}

extension ByteReader {
  /// A change, as it was written.
  public mutating func change() throws(MalformedBytes) -> Change {
    let title = try text()
    let at = try signed()
    let isUndo = try truth()
    let edits = try list { reader throws(MalformedBytes) in try reader.edit() }
    return Change(title: title, at: at, edits: edits, isUndo: isUndo)
  }

  mutating func edit() throws(MalformedBytes) -> Edit {
    let tag = try byte()
    switch tag {
    case 1: return .add(try addition())
    case 2:
      let (table, column) = (try text(), try text())
      let rows = try list { reader throws(MalformedBytes) in try reader.rowName() }
      let values = try list { reader throws(MalformedBytes) in try reader.value() }
      return .update(CellUpdate(table: table, column: column, rows: rows, values: values))
    case 3:
      return .remove(table: try text(), rows: try list { reader throws(MalformedBytes) in try reader.rowName() })
    case 4: return .removeBatch(try signed(as: Int32.self))
    default: return try shapeEdit(tag)
    }
  }

  private mutating func shapeEdit(_ tag: UInt8) throws(MalformedBytes) -> Edit {
    switch tag {
    case 5:
      let name = try text()
      let parent = try optional { reader throws(MalformedBytes) in try reader.text() }
      let columns = try list { reader throws(MalformedBytes) in try reader.columnShape() }
      return .addTable(TableShape(name: name, parent: parent, columns: columns))
    case 6: return .removeTable(try text())
    case 7: return .addColumn(table: try text(), try columnShape())
    case 8: return .removeColumn(table: try text(), name: try text())
    case 9:
      let number = try byte()
      guard let kind = Keepsake.Kind(rawValue: number) else { throw malformed("\(number) is no kind of keepsake") }
      let name = try text()
      return .keep(kind, name: name, try optional { reader throws(MalformedBytes) in try reader.keepsake() })
    default: throw malformed("\(tag) is no kind of edit")
    }
  }

  private mutating func addition() throws(MalformedBytes) -> RowAddition {
    let table = try text()
    let batch = try signed(as: Int32.self)
    let lines = try list { reader throws(MalformedBytes) in try reader.signed(as: Int32.self) }
    let columns = try list { reader throws(MalformedBytes) in
      let name = try reader.text()
      return RowAddition.Cells(name, try reader.list { cells throws(MalformedBytes) in try cells.value() })
    }
    return RowAddition(table: table, batch: batch, lines: lines, columns: columns)
  }

  private mutating func columnShape() throws(MalformedBytes) -> ColumnShape {
    let name = try text()
    let type = try ValueType(from: &self, tableCount: 0)
    let target = try optional { reader throws(MalformedBytes) in try reader.text() }
    return ColumnShape(name, type, target: target, isKey: try truth(), isEvent: try truth())
  }

  private mutating func rowName() throws(MalformedBytes) -> RowName {
    switch try byte() {
    case 1: return .key(try text())
    case 2: return .origin(batch: try signed(as: Int32.self), line: try signed(as: Int32.self))
    default: throw malformed("a row is named in no known way")
    }
  }

  mutating func value() throws(MalformedBytes) -> Value {
    let tag = try byte()
    switch tag {
    case 0: return .missing
    case 1, 2: return .truth(tag == 2)
    case 3: return .text(try text())
    case 4: return .whole(try signed())
    case 5: return .number(try number())
    case 6: return .money(try signed())
    case 7: return .date(try signed(as: Int32.self))
    case 8: return .time(try signed())
    case 9: return .duration(try signed())
    case 10: return .textSet(try list { reader throws(MalformedBytes) in try reader.text() })
    case 11: return .reference(row: try signed(as: Int32.self))
    default: throw malformed("\(tag) is no kind of value")
    }
  }
}
