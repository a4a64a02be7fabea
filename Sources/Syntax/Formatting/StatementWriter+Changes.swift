import Diagnostics

// Statements that change a book.

extension StatementWriter {
  func key(_ key: Key) -> String { key.isQuoted ? SourceSpelling.text(key.text) : key.text }

  private func values(_ prefix: String, _ values: [Assignment], at start: Int? = nil) -> Block {
    let items = values.map { (name($0.name) + " = " + text($0.value), $0.name.span.lower) }
    return list(prefix, items, at: start ?? items.first?.1 ?? 0)
  }

  func add(_ add: AddStatement, at start: Int) -> Block {
    let owner = add.owner.map { "for \(key($0)) " } ?? ""
    return values("add \(name(add.table)) \(owner)", add.values, at: start)
  }

  func update(_ update: UpdateStatement, at start: Int) -> Block {
    Block(lines("update ", update.table, update.rows, at: start) + [values("set ", update.values)])
  }

  func remove(_ remove: RemoveStatement, at start: Int) -> Block {
    Block(lines("remove ", remove.table, remove.rows, at: start))
  }

  /// `update TABLE for KEY`, and `where CONDITION` on a line of its own.
  private func lines(_ verb: String, _ table: Name, _ rows: RowChoice, at start: Int) -> [Block] {
    let owner = rows.key.map { " for " + key($0) } ?? ""
    let head = Block(verb + name(table) + owner, at: start)
    return [head] + (rows.condition.map { [block("where ", $0, at: $0.span.lower)] } ?? [])
  }

  func `import`(_ statement: ImportStatement, at start: Int) -> Block {
    let file = SourceSpelling.text(statement.file)
    let source = statement.sourceTable.map { "\(name($0)) from sqlite \(file)" } ?? file
    var parts = [Block("import " + source, at: start)]
    if let first = statement.target.first {
      parts.append(Block("as " + path(statement.target), at: first.span.lower))
    }
    if let first = statement.mappings.first {
      var map = list("map (", statement.mappings.map(mapping), at: first.headerSpan.lower)
      map.append(")")
      parts.append(map)
    }
    if let first = statement.matching.first {
      parts.append(list("matching ", statement.matching.map { (name($0), $0.span.lower) }, at: first.span.lower))
    }
    if let blanks = statement.blanksOverwrite { parts.append(Block("blanks overwrite", at: blanks.lower)) }
    return Block(parts)
  }

  private func mapping(_ mapping: ImportStatement.Mapping) -> (text: String, start: Int) {
    let pattern = mapping.pattern.map { " as " + SourceSpelling.text($0) } ?? ""
    return (SourceSpelling.text(mapping.header) + " = " + path(mapping.field) + pattern, mapping.headerSpan.lower)
  }
}
