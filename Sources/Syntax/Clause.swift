import Diagnostics

/// One clause of a query. Clauses run in the order they are written and may repeat.
public struct Clause: Hashable, Sendable {
  public var kind: Kind
  public var span: Span

  public init(_ kind: Kind, at span: Span) {
    self.kind = kind
    self.span = span
  }

  public indirect enum Kind: Hashable, Sendable {
    case `where`(Expression)
    case with([Assignment])
    case show([ShowItem])
    case group([ShowItem], show: [ShowItem]?)
    case order([OrderKey])
    case limit(Expression, offset: Expression?)
    case top(TopClause)
    case sample(Expression, seed: Expression?)
    case export(ExportClause)
  }
}

/// `NAME = EXPR` of `with`.
public struct Assignment: Hashable, Sendable {
  public var name: Name
  public var value: Expression

  public init(name: Name, value: Expression) {
    self.name = name
    self.value = value
  }
}

/// An item of `show`, or a key of `group by`.
public enum ShowItem: Hashable, Sendable {
  /// `*`, `* except a, b`
  case all(except: [Name], at: Span)
  case expression(Expression, as: Name?)
}

/// A key of `order by`; a whole number is a column's position.
public struct OrderKey: Hashable, Sendable {
  public var value: Expression
  public var isDescending: Bool

  public init(value: Expression, isDescending: Bool) {
    self.value = value
    self.isDescending = isDescending
  }
}

/// `top 10 by spent`, `bottom 5% by spent`, `top 1 per household by ltv`
public struct TopClause: Hashable, Sendable {
  public var isBottom: Bool
  public var count: Expression
  public var isPercent: Bool
  public var per: Expression?
  public var by: Expression

  public init(isBottom: Bool, count: Expression, isPercent: Bool, per: Expression?, by: Expression)
  {
    self.isBottom = isBottom
    self.count = count
    self.isPercent = isPercent
    self.per = per
    self.by = by
  }
}

/// `export "FILE" [as FORMAT] [raw] [force]`
public struct ExportClause: Hashable, Sendable {
  public var file: String
  public var fileSpan: Span
  public var format: Name?
  public var isRaw: Bool
  public var isForced: Bool

  public init(file: String, fileSpan: Span, format: Name?, isRaw: Bool, isForced: Bool) {
    self.file = file
    self.fileSpan = fileSpan
    self.format = format
    self.isRaw = isRaw
    self.isForced = isForced
  }
}
