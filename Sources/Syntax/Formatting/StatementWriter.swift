import Diagnostics

/// Turns statements and clauses into blocks of text.
struct StatementWriter {
  /// Where literals keep their spelling; nil for the canonical one.
  var source: SourceText?

  func text(_ expression: Expression, _ minimum: BindingPower = .or) -> String {
    var writer = ExpressionWriter(spelledAsIn: source)
    writer.write(expression, atLeast: minimum)
    return writer.text
  }

  func name(_ name: Name) -> String { SourceSpelling.name(name) }

  func path(_ names: [Name]) -> String { names.map(name).joined(separator: ".") }

  /// A word and an expression, broken where the expression is a chain of conditions.
  func block(_ prefix: String, _ value: Expression, at start: Int) -> Block {
    guard case .chain(let joint, let parts) = value.kind else { return Block(prefix + text(value), at: start) }
    return Block(
      parts.enumerated().map { index, part in
        var writer = ExpressionWriter(spelledAsIn: source)
        writer.write(part: part, of: joint)
        return index == 0
          ? Block(prefix + writer.text, at: start) : Block("\(joint.rawValue) \(writer.text)", at: part.span.lower)
      })
  }

  /// A word and items with commas between them, broken at the commas.
  func list(_ prefix: String, _ items: [(text: String, start: Int)], at start: Int) -> Block {
    Block(
      items.enumerated().map { index, item in
        let comma = index + 1 < items.count ? "," : ""
        return Block((index == 0 ? prefix : "") + item.text + comma, at: index == 0 ? start : item.start)
      })
  }

  // MARK: Statements

  func statement(_ statement: Statement) -> Block {
    let start = statement.span.lower
    switch statement.kind {
    case .select(let query): return self.query(query, "select ")
    case .refine(let clauses): return Block(self.clauses(clauses), indent: 0)
    case .back: return Block("back", at: start)
    case .segment(let segment):
      let head = "segment " + name(segment.name)
      guard let body = segment.body else { return Block(head, at: start) }
      return query(body, head + " = ", at: start)
    case .define(let define): return block(head(define), define.body, at: start)
    case .drop(let dropped): return Block("drop " + SourceSpelling.dotted(dropped), at: start)
    case .set(let set): return block("set \(name(set.name)) = ", set.value, at: start)
    case .describe(let describe):
      return Block(describe.path.isEmpty ? "describe" : "describe " + path(describe.path), at: start)
    case .explain(let query): return self.query(query, "explain select ", at: start)
    case .sql(let query, let dialect): return sql(query, dialect, at: start)
    case .run(let run): return self.run(run, at: start)
    case .add(let add): return self.add(add, at: start)
    case .update(let update): return self.update(update, at: start)
    case .remove(let remove): return self.remove(remove, at: start)
    case .undo: return Block("undo", at: start)
    case .merge(let merge): return Block("merge \(key(merge.gone)) into \(key(merge.kept))", at: start)
    case .import(let statement): return self.import(statement, at: start)
    case .save(let saved): return Block("save " + name(saved), at: start)
    case .queries: return Block("queries", at: start)
    case .snapshot(let segment): return Block("snapshot " + name(segment), at: start)
    case .diff(let diff):
      let since = diff.since.map { " since " + text($0, .sum) } ?? ""
      return Block("diff " + name(diff.segment) + since, at: start)
    case .table(let table): return self.table(table, statement.span)
    case .why(let why): return Block("why \(key(why.key)) in " + name(why.segment), at: start)
    case .card(let key): return Block("card " + self.key(key), at: start)
    case .forget(let key): return Block("forget " + self.key(key), at: start)
    case .contrast(let contrast):
      let other = contrast.other.map { " with " + name($0) } ?? ""
      return Block("contrast " + name(contrast.segment) + other, at: start)
    case .column(let column):
      return Block("column " + name(column.table) + "." + self.column(column.column), at: start)
    }
  }

  func query(_ query: SelectQuery, _ prefix: String, at start: Int? = nil) -> Block {
    Block([Block(prefix + source(query), at: start ?? query.span.lower)] + clauses(query.clauses))
  }

  private func source(_ query: SelectQuery) -> String {
    name(query.source) + (query.asOf.map { " as of " + text($0, .sum) } ?? "")
  }

  private func sql(_ query: SelectQuery, _ dialect: Name?, at start: Int) -> Block {
    let head = Block("sql select " + source(query), at: start)
    let tail = dialect.map { [Block("for " + name($0), at: $0.span.lower)] } ?? []
    return Block([head] + clauses(query.clauses) + tail)
  }

  private func head(_ define: DefineStatement) -> String {
    var head = "define " + path(define.name)
    if !define.parameters.isEmpty {
      let parameters = define.parameters.map { parameter in
        name(parameter.name) + (parameter.fallback.map { " = " + text($0) } ?? "")
      }
      head += "(" + parameters.joined(separator: ", ") + ")"
    }
    if let table = define.table { head += " on " + name(table) }
    return head + " = "
  }

  private func run(_ run: RunStatement, at start: Int) -> Block {
    let head: String
    switch run.target {
    case .file(let file, _): head = "run " + SourceSpelling.text(file)
    case .query(let query): head = "run " + name(query)
    }
    if run.arguments.isEmpty { return Block(head, at: start) }
    return list(
      head + " ",
      run.arguments.map { (name($0.name) + " = " + text($0.value), $0.name.span.lower) }, at: start)
  }

  private func table(_ table: TableStatement, _ span: Span) -> Block {
    var head = "table " + name(table.name)
    if let parent = table.parent { head += " of " + name(parent) }
    if let file = table.file { head += " from " + SourceSpelling.text(file) }
    if table.isFixedWidth { head += " fixed" }
    if table.skippedLines > 0 { head += " skip \(table.skippedLines)" }
    if table.isDistinct { head += " distinct" }
    for join in table.joins { head += " join \(SourceSpelling.text(join.file)) on \(name(join.key))" }
    if table.columns.isEmpty { return Block(head, at: span.lower) }
    let columns = table.columns.enumerated().map { index, column in
      Block(self.column(column) + (index + 1 < table.columns.count ? "," : ""), at: column.span.lower)
    }
    var whole = Block([Block(head + " (", at: span.lower)] + columns + [Block(")", at: span.upper - 1)])
    whole.inline = head + " (" + columns.map(\.inline).joined(separator: " ") + ")"
    whole.lines[whole.lines.count - 1].indent = 0
    return whole
  }

  func column(_ column: TableStatement.Column) -> String {
    var text = name(column.name)
    if let type = column.type { text += " " + name(type) }
    if let target = column.target { text += " -> " + name(target) }
    if column.isKey { text += " key" }
    if column.isEvent { text += " event" }
    if let header = column.header { text += " from " + SourceSpelling.text(header) }
    if let position = column.position {
      text += " at \(position.lowerBound)"
      if position.upperBound > position.lowerBound { text += "..\(position.upperBound)" }
    }
    if let pattern = column.pattern { text += " as " + SourceSpelling.text(pattern) }
    return text
  }

  // MARK: Clauses

  func clause(_ clause: Clause) -> Block {
    let start = clause.span.lower
    switch clause.kind {
    case .where(let condition): return block("where ", condition, at: start)
    case .with(let assignments):
      return list(
        "with ", assignments.map { (name($0.name) + " = " + text($0.value), $0.name.span.lower) }, at: start)
    case .show(let items): return list("show ", items.map(item), at: start)
    case .group(let keys, let show):
      let head = list("group by ", keys.map(item), at: start)
      guard let show, let first = show.first else { return head }
      return Block([head, list("show ", show.map(item), at: item(first).start)])
    case .order(let keys):
      return list(
        "order by ", keys.map { (text($0.value) + ($0.isDescending ? " desc" : ""), $0.value.span.lower) }, at: start)
    case .limit(let count, let offset):
      return Block("limit " + text(count) + (offset.map { " offset " + text($0) } ?? ""), at: start)
    case .top(let top): return Block(ranking(top), at: start)
    case .sample(let count, let seed):
      return Block("sample " + text(count) + (seed.map { " seed " + text($0) } ?? ""), at: start)
    case .split(let shares, let seed):
      return Block(
        "split " + shares.map { text($0) }.joined(separator: "/") + (seed.map { " seed " + text($0) } ?? ""), at: start)
    case .funnel(let funnel): return self.funnel(funnel, at: start)
    case .cohort(let cohort): return Block(self.cohort(cohort), at: start)
    case .pivot(let key): return Block("pivot " + text(key), at: start)
    case .compare(let period): return Block("compare to previous " + period.rawValue, at: start)
    case .export(let export): return Block(self.export(export), at: start)
    case .chart(let chart): return Block(self.chart(chart), at: start)
    case .compose(let compose): return Block(self.compose(compose), at: start)
    }
  }

  private func item(_ item: ShowItem) -> (text: String, start: Int) {
    switch item {
    case .all(let except, let span):
      let names = except.map(name).joined(separator: ", ")
      return (except.isEmpty ? "*" : "* except " + names, span.lower)
    case .expression(let value, let alias):
      return (text(value) + (alias.map { " as " + name($0) } ?? ""), value.span.lower)
    }
  }

  private func ranking(_ top: TopClause) -> String {
    var text = (top.isBottom ? "bottom " : "top ") + self.text(top.count) + (top.isPercent ? "%" : "")
    if let per = top.per { text += " per " + self.text(per) }
    return text + " by " + self.text(top.by)
  }

  private func cohort(_ cohort: CohortClause) -> String {
    var text = "cohort \(self.text(cohort.date)) by \(cohort.period.rawValue)"
    if let events = cohort.events { text += " on " + name(events) }
    if let length = cohort.length { text += " for " + self.text(length, .postfix) }
    if let measure = cohort.measure { text += " show " + self.text(measure) }
    return text
  }
}
