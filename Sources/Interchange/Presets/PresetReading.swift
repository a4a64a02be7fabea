import Book
import Columns
import Diagnostics

/// Takes an export apart: for each table that it gives rows to, a table of cells.
struct PresetReading {
  let preset: Preset
  private let text: TableText
  private let file: String
  private let places: [String: Int]
  private var makers: [OutputMaker]
  /// The output that speaks for whole rows of the export, those that are left out included.
  private let main: Int
  private var first: [String] = []

  init(_ preset: Preset, _ source: SourceFile) throws {
    self.preset = preset
    file = source.name
    text = try TableText(source, TableDeclaration("export"))
    places = Dictionary(text.headers.enumerated().map { (Names.bare($1), $0) }) { first, _ in first }
    let used = Set(preset.outputs.flatMap { $0.columns.flatMap(\.headers) } + preset.dropped)
    let bareUsed = Set(used.map(Names.bare))
    let headers = text.headers
    let rest = headers.indices.filter {
      !bareUsed.contains(Names.bare(headers[$0])) && !RejectsFile.isOwnHeader(headers[$0])
    }
    let there = places
    makers = preset.outputs.map { output in
      OutputMaker(output, there: there, rest: output.keepsRest ? rest : [], headers: headers)
    }
    main = preset.outputs.firstIndex(where: \.keepsRest) ?? preset.outputs.count - 1
  }

  /// The tables, in the order of the preset's outputs.
  mutating func tables(batch: Int32) throws -> [IncomingTable] {
    try text.forEachBlock { block, bytes in
      for row in 0..<block.rowCount { read(block, row, bytes) }
      for broken in block.broken {
        let text = bytes.extracting(broken.start..<max(broken.start, broken.end))
        makers[main].builder.rejectRow(line: broken.line, reason: broken.reason, text: text)
      }
    }
    return makers.filter(\.hasRows).map { maker in
      var source = SourceFile(name: file, content: .cells(maker.table(notes: text.notes, format: text.separation)))
      source.name = file
      return IncomingTable(
        file: source, declaration: MergedDeclaration(standard: StandardSchema.table(maker.output.table), user: nil),
        currency: preset.currency, identity: maker.output.identity, source: file, batch: batch,
        usesSynonyms: false)
    }
  }

  private mutating func read(_ block: CellBlock, _ row: Int, _ bytes: Bytes) {
    let cells = (0..<block.columnCount).map { column -> String in
      let marks = block[row, column].marks
      return marks.contains(.missing) ? "" : block.string(row, column, bytes)
    }
    let values = PresetRow(places: places, cells: cells, filled: filled(cells), file: file, line: Int(block.lines[row]))
    if preset.isHeading(values) { return }
    if let reason = preset.refusal(values) {
      let text = Array(cells.prefix { !$0.isEmpty }.joined(separator: ",").utf8)
      makers[main].builder.rejectRow(line: values.line, reason: reason, text: text.span)
      return
    }
    for index in makers.indices { makers[index].add(values) }
  }

  private mutating func filled(_ cells: [String]) -> [String] {
    guard let group = preset.group, let place = places[Names.bare(group.header)] else { return cells }
    guard !first.isEmpty, !cells[place].isEmpty, cells[place] == first[place] else {
      first = cells
      return cells
    }
    var filled = cells
    for index in cells.indices where cells[index].isEmpty && group.carries(text.headers[index]) {
      filled[index] = first[index]
    }
    return filled
  }
}

/// Makes the rows of one output.
struct OutputMaker {
  let output: PresetOutput
  var builder: CellTableBuilder
  private let columns: [PresetColumn]
  /// The positions of the export's columns that stay as they are.
  private let rest: [Int]
  /// For an output that merges rows: the cells of each, by the text of its first column.
  private var merged: [String: Int] = [:]
  private var rows: [(line: Int, cells: [String])] = []
  private var seen: [String: Int] = [:]

  init(_ output: PresetOutput, there: [String: Int], rest: [Int], headers: [String]) {
    self.output = output
    self.rest = rest
    columns = output.columns.filter { column in
      column.headers.isEmpty || column.headers.contains { there[Names.bare($0)] != nil }
    }
    let names = Set(columns.map { Names.bare($0.name) })
    let restNames = rest.map { names.contains(Names.bare(headers[$0])) ? headers[$0] + "_2" : headers[$0] }
    builder = CellTableBuilder(headers: columns.map(\.name) + restNames)
  }

  var hasRows: Bool { !rows.isEmpty || builder.rowCount + builder.brokenCount > 0 }

  mutating func add(_ row: PresetRow) {
    guard output.applies(row) else { return }
    var cells: [String] = []
    for column in columns {
      var value = column.value(row)
      if column.isDistinct {
        let count = seen[value, default: 0] + 1
        seen[value] = count
        if count > 1 { value += " (\(count))" }
      }
      cells.append(value)
    }
    for place in rest { cells.append(row.cells[place]) }
    guard output.mergesRows else {
      rows.append((row.line, cells))
      return
    }
    if let known = merged[cells[0]] {
      for index in cells.indices where rows[known].cells[index].isEmpty { rows[known].cells[index] = cells[index] }
    } else {
      merged[cells[0]] = rows.count
      rows.append((row.line, cells))
    }
  }

  func table(notes: [String], format: String) -> CellTable {
    var builder = builder
    for row in rows {
      for (column, cell) in row.cells.enumerated() { builder.append(cell, to: column) }
      builder.endRow(line: row.line)
    }
    return builder.table(format: format, notes: output.keepsRest ? notes : [])
  }
}
