import Book
import Columns
import Diagnostics
import Query
import Syntax
import Text

/// A column that a statement gives values to, and what it was given.
struct FieldValue {
  var column: Int
  var name: Name
  var value: Expression
  /// `city = missing`: the column is emptied.
  var isEmptied: Bool
}

extension Session {
  /// The columns that a statement names. Throws for an unknown one, and for one that is named twice.
  func fields(_ values: [Assignment], of table: Int, _ turn: Turn) throws(Failure) -> [FieldValue] {
    var fields: [FieldValue] = []
    for assignment in values {
      let column = try column(assignment.name, of: table, turn)
      guard !fields.contains(where: { $0.column == column }) else {
        throw turn.failure(
          Diagnostic("column-twice", "\(assignment.name.text) is given two values.", at: assignment.name.span))
      }
      var isEmptied = false
      if case .name(let name) = assignment.value.kind, !name.isQuoted, name.text.lowercased() == "missing" {
        isEmptied = book.tables[table].column(named: name.text) == nil
      }
      fields.append(
        FieldValue(column: column, name: assignment.name, value: assignment.value, isEmptied: isEmptied))
    }
    return fields
  }

  /// The cell that a value makes in a field's column: of a reference, the key of the row that it leads to.
  func cell(
    _ value: Value, of type: ValueType, for field: FieldValue, in table: Int, _ turn: Turn
  ) throws(Failure) -> Value {
    let column = book.tables[table].columns[field.column]
    guard let cell = CellValue.converted(value, from: type, to: column.type) else {
      throw turn.failure(misfit(value, type, column, field.value.span))
    }
    guard case .reference(let target) = column.type, case .text(let key) = cell else { return cell }
    let row = try row(Key(key, at: field.value.span, isQuoted: true), of: target, turn)
    return .text(book.tables[target].keyText(row))
  }

  private func misfit(_ value: Value, _ type: ValueType, _ column: TableColumn, _ span: Span) -> Diagnostic {
    if column.type == .money, type.isNumeric {
      return Diagnostic(
        "wrong-type", "\(ValueText.text(value, type: type)) is no exact amount of money.", at: span,
        notes: ["Money has two decimals: round(…, 2) makes them."])
    }
    var wanted = column.type.phrase
    if case .reference(let target) = column.type { wanted = "the key of one of the \(book.tables[target].name)" }
    return Diagnostic(
      "wrong-type",
      "\(column.name) takes \(wanted), and this is \(type.phrase).",
      at: span, notes: CellValue.example(column.type).map { ["For instance: \(column.name) = \($0)"] } ?? [])
  }
}

/// How the values of expressions become cells.
enum CellValue {
  /// The value as a column of a type holds it; nil where it does not fit. An empty text is no value.
  static func converted(_ value: Value, from type: ValueType, to target: ValueType) -> Value? {
    switch (value, target) {
    case (.missing, _): return .missing
    case (.text(let text), .text), (.text(let text), .reference):
      return text.isEmpty ? .missing : .text(Normalization.nfc(text))
    case (.text(let text), .textSet): return set(text.split(separator: ";").map(String.init))
    case (.textSet(let texts), .textSet): return set(texts)
    case (.truth, .truth), (.whole, .whole), (.money, .money), (.date, .date), (.time, .time): return value
    case (.date(let days), .time): return .time(Int64(days) * 86_400_000_000)
    default: return number(value, from: type, to: target)
    }
  }

  private static func number(_ value: Value, from type: ValueType, to target: ValueType) -> Value? {
    switch (value, target) {
    case (.whole(let whole), .number), (.whole(let whole), .percent): return .number(Double(whole))
    case (.whole(let whole), .money):
      let (cents, isOver) = whole.multipliedReportingOverflow(by: 100)
      return isOver ? nil : .money(cents)
    case (.number, .number), (.number, .percent): return value
    case (.money(let cents), .number): return .number(Double(cents) / 100)
    case (.number(let number), .money):
      let cents = (number * 100).rounded()
      guard abs(cents) < 9e15, type == .inexactMoney || abs(cents - number * 100) < 1e-6 else { return nil }
      return .money(Int64(cents))
    default: return nil
    }
  }

  private static func set(_ texts: [String]) -> Value {
    let members = texts.map { text in
      Normalization.nfc(String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()))
    }
    let distinct = Set(members.filter { !$0.isEmpty }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return distinct.isEmpty ? .missing : .textSet(distinct)
  }

  /// How a value of a type is written.
  static func example(_ type: ValueType) -> String? {
    switch type {
    case .truth: "true"
    case .text: "\"…\""
    case .whole: "42"
    case .number: "1.5"
    case .percent: "10%"
    case .money, .inexactMoney: "500"
    case .date: "2026-01-31"
    case .time: "2026-01-31T09:30"
    case .textSet: "\"vip;press\""
    case .reference: "\"KEY\""
    case .duration: nil
    }
  }
}
