import Columns
import Glibc

/// Rounding, in the unit that a person reads: money to major units, percents to whole percents, each with so many places.
///
/// Halves go away from 0. Money stays exact.
enum Rounding {
  static let round = Function(
    "round", "The nearest whole number, or the nearest with so many decimal places; halves away from 0.",
    example: "round(averageOrder, 2)",
    [
      Signature([.type(.whole)], .type(.whole), sql: .template("{0}"), .vector { arguments, _ in arguments[0] }),
      Signature(
        [.type(.money)], .type(.money), sql: .template("CAST(round({0}) AS {money})"),
        money { rounded($0, places: 0) }),
      number(.number, whole) { rounded($0, places: 0) },
      number(.percent, places("2")) { rounded($0, places: 2) },
      number(.inexactMoney, whole) { rounded($0, places: 0) },
      Signature(
        [.type(.whole), .type(.whole)], .type(.whole),
        sql: .template(
          "CAST(round(CAST({0} AS HUGEINT), {integer1}) AS BIGINT)",
          except: [
            "postgres": "CAST(round(CAST({0} AS NUMERIC), {integer1}) AS BIGINT)",
            "spark": "CAST(round(CAST({0} AS DECIMAL(38,0)), {constant1}) AS BIGINT)",
          ]),
        integers(unitPlaces: 0)),
      Signature(
        [.type(.money), .type(.whole)], .type(.money),
        sql: .template(
          "CAST(round(CAST({0} AS DOUBLE), {integer1}) AS DECIMAL(18,2))",
          except: [
            "postgres": "CAST(round({0}, {integer1}) AS NUMERIC(18,2))",
            "spark": "CAST(round({0}, {constant1}) AS DECIMAL(18,2))",
          ]),
        integers(unitPlaces: 2)),
      places(.number, added: 0),
      places(.percent, added: 2),
      places(.inexactMoney, added: 0),
    ])

  static let floor = cut("floor", "The greatest whole number that is not above.", example: "floor(averageOrder)", .down)
  static let ceil = cut("ceil", "The least whole number that is not below.", example: "ceil(averageOrder)", .up)

  static let all = [round, floor, ceil]

  /// PostgreSQL rounds floating-point halves to even numbers.
  private static let whole: SQLForm = .template(
    "round({0})",
    except: [
      "postgres": .template(
        "(SELECT trunc(v.x) + CASE WHEN abs(v.x - trunc(v.x)) >= 0.5 THEN sign(v.x) ELSE 0 END FROM (VALUES ({0})) AS v(x))"
      ), "spark": "CAST(round({0}) AS DOUBLE)",
    ])

  /// Scaled by a power of ten, rounded, scaled back.
  private static func places(_ count: String) -> SQLForm {
    .template(
      "round({0}, \(count))",
      except: [
        "postgres": .template(
          "(SELECT CASE WHEN v.p IS NULL THEN NULL WHEN v.p > 300 OR (v.p >= 0 AND abs(v.x) >= 1e15) THEN v.x WHEN v.p < -300 THEN 0 ELSE "
            + "(SELECT (trunc(s.y) + CASE WHEN abs(s.y - trunc(s.y)) >= 0.5 THEN sign(s.y) ELSE 0 END) "
            + "/ CASE WHEN v.p > 0 THEN power(CAST(10 AS DOUBLE PRECISION), v.p) ELSE 1 END "
            + "* CASE WHEN v.p < 0 THEN power(CAST(10 AS DOUBLE PRECISION), -v.p) ELSE 1 END FROM (VALUES ("
            + "v.x * CASE WHEN v.p > 0 THEN power(CAST(10 AS DOUBLE PRECISION), v.p) ELSE 1 END "
            + "/ CASE WHEN v.p < 0 THEN power(CAST(10 AS DOUBLE PRECISION), -v.p) ELSE 1 END)) AS s(y)) END "
            + "FROM (VALUES ({0}, \(count))) AS v(x, p))"),
        "spark": .template("CAST(round({0}, \(count.replacing("integer", with: "constant"))) AS DOUBLE)"),
      ])
  }

  private static func sparkCut(_ name: String, _ value: String) -> SQLForm {
    .template("CAST(\(name)(\(value)) AS DOUBLE)")
  }

  private static func cut(
    _ name: String, _ doc: String, example: String, _ rule: FloatingPointRoundingRule
  ) -> Function {
    Function(
      name, doc, example: example,
      [
        Signature([.type(.whole)], .type(.whole), sql: .template("{0}"), .vector { arguments, _ in arguments[0] }),
        Signature(
          [.type(.money)], .type(.money), sql: .template("CAST(\(name)({0}) AS {money})"),
          money { cents in
            let rest = cents % 100
            let (units, isDown) = (cents - rest, rule == .down)
            if rest == 0 || (rest > 0) == isDown { return units }
            let (next, overflow) = units.addingReportingOverflow(isDown ? -100 : 100)
            return overflow ? nil : next
          }),
        number(.number, .template("\(name)({0})", except: ["spark": sparkCut(name, "{0}")])) { $0.rounded(rule) },
        number(
          .percent,
          .template("(\(name)({0} * 100) / 100)", except: ["spark": "(CAST(\(name)({0} * 100) AS DOUBLE) / 100)"])
        ) { ($0 * 100).rounded(rule) / 100 },
        number(.inexactMoney, .template("\(name)({0})", except: ["spark": sparkCut(name, "{0}")])) { $0.rounded(rule) },
      ])
  }

  /// As DuckDB does: scaled by a power of ten, rounded, scaled back; what scaling breaks stays as it was.
  static func rounded(_ value: Double, places: Int) -> Double {
    if places == 0 { return value.rounded(.toNearestOrAwayFromZero) }
    let scale = pow(10, Double(Swift.abs(places)))
    if places > 0 {
      let result = (value * scale).rounded(.toNearestOrAwayFromZero) / scale
      return result.isFinite ? result : value
    }
    let result = (value / scale).rounded(.toNearestOrAwayFromZero) * scale
    return result.isFinite ? result : 0
  }

  /// A whole number to a multiple of a power of ten; nil beyond 64 bits.
  static func rounded(_ value: Int64, zeros: Int) -> Int64? {
    guard zeros > 0 else { return value }
    guard zeros <= 18 else { return zeros == 19 && value.magnitude >= 5_000_000_000_000_000_000 ? nil : 0 }
    var unit: Int64 = 1
    for _ in 0..<zeros { unit *= 10 }
    let rest = value % unit
    let (cut, overflow) =
      rest.magnitude >= UInt64(unit) / 2
      ? (value - rest).addingReportingOverflow(rest < 0 ? -unit : unit) : (value - rest, false)
    return overflow ? nil : cut
  }

  private static func rounded(_ cents: Int64, places: Int) -> Int64? { rounded(cents, zeros: 2 - places) }

  private static func number(
    _ type: ValueType, _ sql: SQLForm, _ value: @escaping @Sendable (Double) -> Double
  ) -> Signature {
    Signature(
      [.type(type)], .type(type), sql: sql,
      .vector { arguments, count in
        let numbers = arguments[0].numbers
        return .doubles(arguments, count: count) { value(numbers[$0]) }
      })
  }

  private static func places(_ type: ValueType, added: Int) -> Signature {
    Signature(
      [.type(type), .type(.whole)], .type(type),
      sql: places(added == 0 ? "{integer1}" : "{integer1} + \(added)"),
      .vector { arguments, count in
        let (numbers, places) = (arguments[0].numbers, arguments[1].wholes)
        return .doubles(arguments, count: count) { row in
          Int32(exactly: places[row]).map { rounded(numbers[row], places: Int($0) + added) }
        }
      })
  }

  /// Minor units by minor units; overflow where a result exceeds 64 bits.
  private static func money(_ value: @escaping @Sendable (Int64) -> Int64?) -> Kernel {
    .vector { arguments, count in
      let amounts = arguments[0].wholes
      return try .int64s(arguments, count: count) { row in
        guard let result = value(amounts[row]) else { throw ArithmeticOverflow(row: row) }
        return result
      }
    }
  }

  /// Whole numbers, or minor units of so many places, to so many places.
  private static func integers(unitPlaces: Int) -> Kernel {
    .vector { arguments, count in
      let (values, places) = (arguments[0].wholes, arguments[1].wholes)
      return try .int64s(arguments, count: count) { row in
        guard let wanted = Int32(exactly: places[row]) else { return nil }
        guard let result = rounded(values[row], zeros: unitPlaces - Int(wanted)) else {
          throw ArithmeticOverflow(row: row)
        }
        return result
      }
    }
  }
}
