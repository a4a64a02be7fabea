import Columns
import Diagnostics

extension ChartKind {
  static let hist: ChartKind = ChartKind(
    name: "hist", help: "how many rows have a value in each range",
    plan: { columns throws(Diagnostic) in
      if let moment = Histogram.moment(columns) { return ChartPlan(.hist, values: [moment]) }
      return ChartPlan(.hist, values: [try columns.measures()[0]])
    },
    draw: { plan, table, _ in Histogram(field: plan.values[0], reading: ChartReading(table: table)).chart })
}

/// The values of a column counted in ranges of one length, whose ends are round.
private struct Histogram {
  /// No more ranges than a screen shows.
  static let mostBins = 20
  static let leastBins = 5

  let field: Int
  let reading: ChartReading

  /// A column of dates, where it was asked for or nothing else can be counted.
  static func moment(_ columns: ChartColumns) -> Int? {
    if let wanted = columns.wanted { return columns.fields[wanted].isMoment ? wanted : nil }
    let hasMeasure = columns.fields.contains { $0.isMeasure && $0.role != .key }
    return hasMeasure ? nil : columns.fields.firstIndex(where: \.isMoment)
  }

  var chart: Chart {
    let name = reading.name(field)
    let column = reading.table.fields[field].column
    let numbers = (0..<reading.table.rowCount).compactMap { ChartReading.number(column.value($0)) }
    let missing = ChartReading.missing(reading.table.rowCount - numbers.count, of: name)
    let (labels, counts) = ChartReading.range(numbers).map { bins(numbers, $0) } ?? ([], [])
    let values = counts.map { ChartValue(Double($0), NumberText.whole(Int64($0))) }
    let panel = BarFigure.Panel(
      name: "count", type: .whole, values: values, range: 0...Double(counts.max() ?? 0))
    let isSingle = labels.allSatisfy { $0.count == 1 }
    let headers = isSingle ? [name] : ["\(name) from", "below"]
    let figure = BarFigure(
      labels: ChartLabels(headers: headers, isRightAligned: headers.map { _ in true }, rows: labels), panels: [panel])
    return Chart(.bars(figure), rowCount: reading.table.rowCount, remarks: [missing].compactMap { $0 })
  }

  /// As many ranges as Sturges' rule asks for (1 + log2 n), within what a screen shows.
  private func bins(_ numbers: [Double], _ range: ClosedRange<Double>) -> (labels: [[String?]], counts: [Int]) {
    let wanted = min(max(Int.bitWidth - numbers.count.leadingZeroBitCount + 1, Self.leastBins), Self.mostBins)
    let edges = Edges(range, type: reading.type(field), most: wanted)
    var counts = [Int](repeating: 0, count: edges.count)
    for number in numbers { counts[min(max(0, edges.index(of: number)), edges.count - 1)] += 1 }
    return ((0..<edges.count).map(edges.labels), counts)
  }
}

/// The ends of a histogram's ranges: each holds its lower end and what is below the next.
private struct Edges {
  /// The lower end of each range, and the end of the last.
  private var marks: [Double] = []
  private var texts: [String] = []
  /// Each range is one whole number.
  private var isSingle = false

  var count: Int { isSingle ? marks.count : marks.count - 1 }

  init(_ range: ClosedRange<Double>, type: ValueType, most: Int) {
    guard range.upperBound > range.lowerBound, (range.upperBound - range.lowerBound).isFinite else {
      single([range.lowerBound], type)
      return
    }
    if type == .date || type == .time {
      dates(range, DateTicks(unit: type == .date ? 1 : 86_400_000_000), most)
    } else if type == .whole, range.upperBound - range.lowerBound < Double(Histogram.mostBins) {
      single(Array(stride(from: range.lowerBound, through: range.upperBound, by: 1)), type)
    } else {
      numbers(range, type, most)
    }
  }

  private mutating func single(_ values: [Double], _ type: ValueType) {
    (marks, texts, isSingle) = (values, values.map { Ticks.text($0, type) }, true)
  }

  private mutating func numbers(_ range: ClosedRange<Double>, _ type: ValueType, _ most: Int) {
    guard let step = Ticks.step(range, type: type, most: most) else { return ends(range, type) }
    marks = (step.index(of: range.lowerBound)...step.index(of: range.upperBound) + 1).map(step.value)
    texts = marks.map { step.text($0, type) }
  }

  /// Numbers too large or too close for round ends.
  private mutating func ends(_ range: ClosedRange<Double>, _ type: ValueType) {
    let middle = range.lowerBound / 2 + range.upperBound / 2
    marks = [range.lowerBound, middle, range.upperBound]
    texts = marks.map { Ticks.text($0, type) }
  }

  private mutating func dates(_ range: ClosedRange<Double>, _ ticks: DateTicks, _ most: Int) {
    let step = ticks.step(range, most)
    var mark = ticks.start(of: range.lowerBound, step)
    marks = [mark]
    while mark <= range.upperBound, marks.count <= 1000 {
      mark = ticks.start(of: mark, step, offset: 1)
      marks.append(mark)
    }
    texts = marks.map { ticks.text($0, step) }
  }

  /// The range that holds a number: the last whose lower end is not above it.
  func index(of number: Double) -> Int {
    var (low, high) = (0, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if marks[middle] <= number { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  func labels(_ index: Int) -> [String?] { isSingle ? [texts[index]] : [texts[index], texts[index + 1]] }
}
