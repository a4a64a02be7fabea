/// Aggregates values by slot, block by block: a slot is a group, or a parent within a block of parents.
///
/// It is fed rows that name their slots, or segments, not both. Unknown values are skipped. `count` and `sum` of nothing are 0, everything else of nothing is unknown. Not to be shared
/// between threads.
public final class Accumulator {
  private let aggregation: Aggregation
  private let type: ValueType
  private var state: AccumulatorState
  private var slotCount: Int

  /// - Parameters:
  ///   - slots: how many slots there are at first.
  ///   - type: of the values that will be added. `list` joins texts; give it other values as text.
  public init(_ aggregation: Aggregation, slots: Int, type: ValueType) {
    self.aggregation = aggregation
    self.type = type
    slotCount = slots
    state = AccumulatorState(aggregation, slots: slots, type: type)
  }

  /// Makes room for more slots; there are never fewer.
  public func grow(slots: Int) {
    guard slots > slotCount else { return }
    slotCount = slots
    state.grow(slots)
  }

  /// Adds row i of a block to slot `slots[i]` (−1: to none), where `selected` has its bit (nil selects all).
  ///
  /// Without values, rows are counted. Throws where a sum exceeds 64 bits, with the row of the block.
  public func add(_ values: Vector?, slots: Buffer<Int32>, selected: Bitmap?) throws(ArithmeticOverflow) {
    try add(values, .scattered(slots), selected, nil, count: slots.count)
  }

  /// Adds a block that is the positions from `base` on of segments that lie end to end: slot s owns the positions
  /// `offsets[s]..<offsets[s + 1]`. Without values or selection the block reaches to the end of the segments.
  /// Where `events` are given, `first` and `last` go by them.
  public func add(
    _ values: Vector?, segments offsets: Buffer<Int32>, base: Int, selected: Bitmap?, events: Vector? = nil
  ) throws(ArithmeticOverflow) {
    let rest = offsets.count == 0 ? 0 : Int(offsets[offsets.count - 1]) - base
    let count = values?.count ?? selected?.count ?? rest
    grow(slots: offsets.count - 1)
    try add(values, .segments(offsets, base: base, count: count), selected, events, count: count)
  }

  private func add(
    _ values: Vector?, _ routing: Routing, _ selected: Bitmap?, _ events: Vector?, count: Int
  ) throws(ArithmeticOverflow) {
    let chosen = Bitmap.both(selected, values?.known)?.unlessAllSet
    switch state {
    case .count(let counts): counts.add(routing, chosen)
    case .wholeSum(let sums): if let lane = values?.wholeLane { try sums.add(lane.expanded(count), routing, chosen) }
    case .wholeMean(let means): if let lane = values?.wholeLane { means.add(lane.expanded(count), routing, chosen) }
    case .doubleSum(let sums, _):
      if let lane = values?.doubleLane { sums.add(lane.expanded(count), routing, chosen) }
    case .moments(let moments): if let lane = values?.doubleLane { moments.add(lane.expanded(count), routing, chosen) }
    case .extreme(let extremes): if let payloads = payloads(values) { extremes.add(payloads, routing, chosen) }
    case .textExtreme(let extremes): if let lane = values?.textLane { extremes.add(lane, routing, chosen) }
    case .edge(let edges):
      guard let values else { return }
      if let events = events?.payloads {
        edges.add(values, payloads(values), events: events, routing, chosen)
      } else {
        edges.add(values, payloads(values), routing, chosen)
      }
    case .quantile(let quantiles): if let payloads = payloads(values) { quantiles.add(payloads, routing, chosen) }
    case .members(let members): if let values { members.add(values, payloads(values), routing, chosen) }
    }
  }

  /// The payloads of a block; whole numbers among floating-point values are made such first.
  private func payloads(_ values: Vector?) -> Buffer<Int64>? {
    guard let values else { return nil }
    if type.isStoredAsDouble, !values.isDouble, let lane = values.doubleLane {
      return Vector(count: values.count, .double(lane)).payloads
    }
    return values.payloads
  }

  /// The results, one a slot.
  ///
  /// `count` and `distinct` are whole; `sum` has the kind of the values; `mean`, `median`, `percentile` and
  /// `standardDeviation` are floating point in the unit in which the values came; `minimum`, `maximum`, `first` and
  /// `last` keep the kind; `list` is text.
  public func finish(slots: Int) -> Vector {
    grow(slots: slots)
    switch state {
    case .count(let counts): return counts.finish(slots)
    case .wholeSum(let sums): return sums.finish(slots)
    case .wholeMean(let means): return means.finish(slots)
    case .doubleSum(let sums, let isMean): return isMean ? sums.finishMeans(slots) : sums.finishSums(slots)
    case .moments(let moments): return moments.finish(slots)
    case .extreme(let extremes): return extremes.finish(slots, type)
    case .textExtreme(let extremes): return extremes.finish(slots)
    case .edge(let edges): return edges.finish(slots, type)
    case .quantile(let quantiles): return quantiles.finish(slots)
    case .members(let members): return aggregation == .list ? members.finishLists(slots) : members.finishCounts(slots)
    }
  }
}

extension ValueType {
  var isStoredAsDouble: Bool {
    switch self {
    case .number, .percent, .inexactMoney: true
    default: false
    }
  }
}

/// What an aggregation keeps for its slots; calls go straight to the concrete class, block by block.
enum AccumulatorState {
  case count(SlotCounts)
  case wholeSum(WholeSums)
  case wholeMean(WholeMeans)
  case doubleSum(DoubleSums, isMean: Bool)
  case moments(SlotMoments)
  case extreme(SlotExtremes)
  case textExtreme(TextExtremes)
  case edge(SlotEdges)
  case quantile(SlotQuantiles)
  case members(SlotMembers)

  init(_ aggregation: Aggregation, slots: Int, type: ValueType) {
    switch aggregation {
    case .count: self = .count(SlotCounts(slots))
    case .sum: self = type.isStoredAsDouble ? .doubleSum(DoubleSums(slots), isMean: false) : .wholeSum(WholeSums(slots))
    case .mean:
      self = type.isStoredAsDouble ? .doubleSum(DoubleSums(slots), isMean: true) : .wholeMean(WholeMeans(slots))
    case .minimum: self = AccumulatorState(extremeOf: type, isMaximum: false, slots)
    case .maximum: self = AccumulatorState(extremeOf: type, isMaximum: true, slots)
    case .first: self = .edge(SlotEdges(slots, isLast: false))
    case .last: self = .edge(SlotEdges(slots, isLast: true))
    case .median: self = .quantile(SlotQuantiles(fraction: 0.5, isDouble: type.isStoredAsDouble))
    case .percentile(let fraction):
      self = .quantile(SlotQuantiles(fraction: fraction, isDouble: type.isStoredAsDouble))
    case .standardDeviation: self = .moments(SlotMoments(slots))
    case .distinct, .list: self = .members(SlotMembers(slots, isList: aggregation == .list))
    }
  }

  private init(extremeOf type: ValueType, isMaximum: Bool, _ slots: Int) {
    self =
      type == .text
      ? .textExtreme(TextExtremes(slots, isMaximum: isMaximum)) : .extreme(SlotExtremes(slots, isMaximum: isMaximum))
  }

  func grow(_ slots: Int) {
    switch self {
    case .count(let counts): counts.grow(slots)
    case .wholeSum(let sums): sums.grow(slots)
    case .wholeMean(let means): means.grow(slots)
    case .doubleSum(let sums, _): sums.grow(slots)
    case .moments(let moments): moments.grow(slots)
    case .extreme(let extremes): extremes.grow(slots)
    case .textExtreme(let extremes): extremes.grow(slots)
    case .edge(let edges): edges.grow(slots)
    case .quantile: break
    case .members(let members): members.grow(slots)
    }
  }
}

extension Array where Element: BitwiseCopyable {
  /// Appends fillers up to a count.
  mutating func grow(to count: Int, filler: Element) {
    if count > self.count { append(contentsOf: repeatElement(filler, count: count - self.count)) }
  }
}
