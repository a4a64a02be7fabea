import CivilTime
import Columns
import Diagnostics

/// How a column is read: its type, and how its cells write values of that type.
struct ColumnFormat: Sendable {
  var type: ValueType
  var decimal = DecimalStyle.point
  var order = DateOrder.yearMonthDay
  /// The currency that the cells name, where they name one.
  var currency: Currency?
  /// Whether each cell may name a currency of its own.
  var isMixed = false
  /// Where the clocks stand on which cells with an offset from UTC are read; nil to read them as written.
  var zone: TimeZone?
  /// What the person who loads the file should know about the decision.
  var notes: [String] = []

  init(_ type: ValueType) { self.type = type }

  /// In words for the report: `d/m/y`, `1.234,50`, `IDR`; empty where there is nothing to say.
  var description: String {
    switch type {
    case .date, .time: return order.rawValue
    case .money, .whole, .number, .percent:
      return [decimal == .comma ? decimal.example : "", currency?.rawValue ?? (isMixed ? "currencies" : "")].filter {
        !$0.isEmpty
      }
      .joined(separator: " ")
    default: return ""
    }
  }

  /// Whether cells are read alike in the other format; notes aside.
  func readsLike(_ other: ColumnFormat) -> Bool {
    type == other.type && decimal == other.decimal && order == other.order && currency == other.currency
      && isMixed == other.isMixed
  }

  func makeReader(keepsDictionary: Bool, failures: CellFailures = CellFailures()) -> any ColumnReader {
    switch type {
    case .whole, .money:
      IntegerReader(type: type, style: decimal, currency: currency, isMixed: isMixed, failures: failures)
    case .number, .percent: DoubleReader(type: type, style: decimal, failures: failures)
    case .date: DateReader(order: order, zone: zone, failures: failures)
    case .time: TimeReader(order: order, zone: zone, failures: failures)
    case .truth: TruthReader(failures: failures)
    case .textSet: SetReader()
    default: TextReader(keepsDictionary: keepsDictionary)
    }
  }
}

/// How a declaration says that values are written: `dd.mm.yyyy`, `YYYYMMDD`, `0,00`.
struct CellPattern {
  var order: DateOrder?
  var decimal: DecimalStyle?

  /// Nil when the pattern names neither an order of day, month and year nor a decimal sign.
  init?(_ text: String) {
    let lower = text.lowercased()
    if let year = lower.firstIndex(of: "y"), let month = lower.firstIndex(of: "m"), let day = lower.firstIndex(of: "d")
    {
      switch (year < month, month < day) {
      case (true, true) where year < day: order = .yearMonthDay
      case (false, false): order = .dayMonthYear
      case (false, true) where day < year: order = .monthDayYear
      default: return nil
      }
    } else if let sign = lower.last(where: { $0 == "," || $0 == "." }), lower.contains("0") {
      decimal = sign == "," ? .comma : .point
    } else {
      return nil
    }
  }
}

/// The names of types as `schema.kq` and reports write them.
extension ValueType {
  var word: String {
    switch self {
    case .truth: "truth"
    case .text: "text"
    case .whole: "whole"
    case .number: "number"
    case .percent: "percent"
    case .money, .inexactMoney: "money"
    case .date: "date"
    case .time: "time"
    case .duration: "duration"
    case .textSet: "set"
    case .reference: "reference"
    }
  }
}
