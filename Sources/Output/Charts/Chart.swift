import Columns

/// A result as a drawing, before anything is drawn: what stands where, in the numbers and texts of the data.
///
/// It knows no width and no terminal, so whatever draws it – on a terminal, on a page – says the same. Texts in it are not
/// escaped yet.
public struct Chart: Sendable {
  /// What is drawn.
  public enum Figure: Sendable {
    /// Rows with bars that begin at zero, in one panel for each value column.
    case bars(BarFigure)
    /// Values over an axis, one panel for each series.
    case lines(LineFigure)
    /// The same, each series on one line of text.
    case sparks(LineFigure)
    /// A grid whose cells are the darker the greater their value.
    case cells(CellFigure)
  }

  public var figure: Figure
  /// The rows of the result.
  public var rowCount: Int
  /// Of these, the first that are drawn.
  public var rowsDrawn: Int
  /// What was left out, and other things to know: sentences without a full stop.
  public var remarks: [String]

  public init(_ figure: Figure, rowCount: Int, rowsDrawn: Int? = nil, remarks: [String] = []) {
    self.figure = figure
    self.rowCount = rowCount
    self.rowsDrawn = rowsDrawn ?? rowCount
    self.remarks = remarks
  }
}

/// A value that is drawn: where it lies on its axis, and what it says.
public struct ChartValue: Sendable, Equatable {
  /// In the unit of the axis: money in major units, shares as fractions, durations in microseconds, dates in days since
  /// 1970-01-01. Nil where it is missing or not finite.
  public var number: Double?
  /// As it is printed; nil where it is missing.
  public var text: String?

  public init(_ number: Double?, _ text: String?) {
    self.number = number
    self.text = text
  }
}

/// What says which row is which: some columns of texts.
public struct ChartLabels: Sendable {
  public var headers: [String]
  /// Numbers stand on the right of their column.
  public var isRightAligned: [Bool]
  /// For each row one text a column; nil is a missing value.
  public var rows: [[String?]]

  public init(headers: [String], isRightAligned: [Bool], rows: [[String?]]) {
    self.headers = headers
    self.isRightAligned = isRightAligned
    self.rows = rows
  }
}

/// Rows with bars.
public struct BarFigure: Sendable {
  /// The bars of one value column.
  public struct Panel: Sendable {
    public var name: String
    /// What its numbers are, for the texts of the axis.
    public var type: ValueType
    public var values: [ChartValue]
    /// From the least to the greatest value that the axis has to hold; zero is in it.
    public var range: ClosedRange<Double>
  }

  public var labels: ChartLabels
  public var panels: [Panel]
}

/// Values over an axis.
public struct LineFigure: Sendable {
  /// What the values lie over.
  public enum Axis: Sendable {
    /// Numbers, dates or times, in proportion.
    case scale(ValueType, ClosedRange<Double>)
    /// Names, one beside the other; a point's place is its name's index.
    case names([String?])
  }

  /// A place on the axis and the value there, in the units of `ChartValue.number`.
  public struct Point: Sendable {
    public var place: Double
    public var number: Double?
  }

  /// The points of one series, ascending by their place.
  public struct Series: Sendable {
    public var name: String
    public var type: ValueType
    public var points: [Point]
    /// From the least to the greatest value that the axis of the values has to hold.
    public var range: ClosedRange<Double>
  }

  public var axisName: String
  public var axis: Axis
  public var series: [Series]
}

/// A grid of values.
public struct CellFigure: Sendable {
  public var labels: ChartLabels
  public var columns: [String]
  public var type: ValueType
  /// For each row one value a column.
  public var rows: [[ChartValue]]
  public var range: ClosedRange<Double>
}
