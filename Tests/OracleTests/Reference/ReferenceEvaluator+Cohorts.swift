import Columns
import Query

/// Cohorts cell by cell: for each, all events of all its rows are looked at.
extension ReferenceEvaluator {
  func cohort(_ cohort: Cohort, _ rows: [Place]) throws -> [Place] {
    let dated = try rows.filter { try value(cohort.key.value, $0) != .missing }
    let keys = try Values.sorted(Values.distinct(dated.map { try value(cohort.key.value, $0) }))
    return try keys.enumerated().map { index, key in
      let members = try dated.filter { try Values.areSame(value(cohort.key.value, $0), key) }
      let place = Place(table: nil, row: index, slots: [cohort.key.slot: key])
      place.slots[cohort.size.slot] = .whole(Int64(members.count))
      for (period, column) in cohort.columns.enumerated() {
        let hasBegun = try number(cohort.reach, place) >= period * cohort.width
        place.slots[column.slot] = hasBegun ? try cell(cohort, key, members, period) : .missing
      }
      return place
    }
  }

  private func cell(_ cohort: Cohort, _ key: Value, _ members: [Place], _ period: Int) throws -> Value {
    let place = Place(table: nil, row: 0, slots: [cohort.key.slot: key])
    for measure in cohort.measures {
      guard let age = measure.age else {
        place.slots[measure.aggregate.slot] = try aggregate(measure.aggregate, members)
        continue
      }
      let (found, rows) = try aggregate(measure.aggregate, members) { event in
        guard case .whole(let distance) = try value(age, event), distance >= 0 else { return false }
        return Int(distance) / cohort.width == period
      }
      place.slots[measure.aggregate.slot] = measure.countsRows ? .whole(Int64(rows)) : found
    }
    return try value(cohort.cell, place)
  }

  private func number(_ expression: TypedExpression, _ place: Place) throws -> Int {
    guard case .whole(let whole) = try value(expression, place) else { throw NotInReference(what: "no distance") }
    return Int(whole)
  }
}
