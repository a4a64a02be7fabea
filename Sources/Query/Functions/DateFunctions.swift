import CivilTime
import Columns

/// Functions of dates and times. Weeks begin on Monday; a time counts by its calendar day in the book's zone.
enum DateFunctions {
  static let shift = DateArithmetic.shift
  static let shiftByDuration = DateArithmetic.shiftByDuration
  static let difference = DateArithmetic.difference
  static let durationToNumber = DateArithmetic.durationToNumber

  static let all: [Function] =
    DatePeriods.all + DateParts.all + DateMeasures.all + [Anniversary.next] + DateArithmetic.all

  /// A function of the calendar day alone that gives a whole number.
  static func measure(
    _ name: String, _ doc: String, example: String, sql: SQLForm, _ value: @escaping @Sendable (Int32) -> Int
  ) -> Function {
    Function(
      name, doc, example: example,
      [
        Signature(
          [.dateOrTime], .type(.whole), sql: sql,
          .vector { arguments, count in
            let days = arguments[0].days
            return .int64s(arguments, count: count) { Int64(value(days[$0])) }
          })
      ])
  }

  /// A function of the calendar day alone that gives a date.
  static func date(
    _ name: String, _ doc: String, example: String, sql: SQLForm, _ value: @escaping @Sendable (Int32) -> Int32
  ) -> Function {
    Function(
      name, doc, example: example,
      [
        Signature(
          [.dateOrTime], .type(.date), sql: sql,
          .vector { arguments, count in
            let days = arguments[0].days
            return .int32s(arguments, count: count) { value(days[$0]) }
          })
      ])
  }
}
