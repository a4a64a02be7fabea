import Columns
import Diagnostics
import Foundation
import Output
import Testing
import Text

/// Drawings of every kind at three widths and in ASCII, in `Tests/Charts`: read on a terminal, and compared.
///
/// `RECORD=1` writes the files anew; read what changed before you keep it.
@Suite struct ChartGoldenTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Charts")

  @Test(arguments: ChartCase.all) func drawsWhatWeAgreedOn(_ one: ChartCase) throws {
    let text = one.everyDrawing
    let file = Self.folder.appendingPathComponent("\(one.name).txt")
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(one.name) is drawn otherwise:\n\(text)")
  }

  @Test(arguments: ChartCase.all.filter(\.isDrawn)) func fitsTheWidth(_ one: ChartCase) {
    for width in [32, 40, 57, 80, 131, 200] {
      for line in one.drawn(TableStyle(width: width)).split(separator: "\n") {
        #expect(DisplayWidth.of(String(line)) <= width, "\(one.name) at \(width): \(line)")
        #expect(line.last != " ", "\(one.name) at \(width): spaces at the end of “\(line)”")
      }
    }
  }

  /// Colours paint what is drawn, and change nothing of it.
  @Test(arguments: ChartCase.all) func coloursTakeNoRoom(_ one: ChartCase) {
    let plain = one.drawn(TableStyle(width: 80))
    var unpainted = one.drawn(TableStyle(width: 80, color: true))
    for code in ["\u{1B}[0m", "\u{1B}[1m", "\u{1B}[2m"] {
      unpainted = unpainted.replacingOccurrences(of: code, with: "")
    }
    #expect(unpainted == plain)
  }

  @Test(arguments: ChartCase.all.filter { $0.isASCII && $0.isDrawn }) func asciiIsASCII(_ one: ChartCase) {
    let text = one.drawn(TableStyle(width: 80, ascii: true))
    #expect(text.utf8.allSatisfy { $0 < 0x80 }, "\(one.name)")
  }

  @Test func everyKindIsDrawn() {
    #expect(Set(ChartCase.all.filter(\.isDrawn).compactMap(\.kind)) == Set(ChartKind.all.map(\.name)))
  }
}

/// A result and the chart of it that is asked for.
struct ChartCase: Sendable, CustomTestStringConvertible {
  var name: String
  var kind: String?
  var fields: [(name: String, type: ValueType, role: ChartField.Role, values: [Value])]
  var wanted: Int?
  /// Nothing in the data is beyond ASCII.
  var isASCII = true

  var testDescription: String { name }

  var table: ResultTable {
    ResultTable(
      fields: fields.map { ResultTable.Field(name: $0.name, column: Column($0.values, of: $0.type)) },
      rowCount: fields.first?.values.count ?? 0)
  }

  var columns: ChartColumns {
    ChartColumns(fields.map { ChartField(name: $0.name, type: $0.type, role: $0.role) }, wanted: wanted)
  }

  /// There is something to draw, and no mistake to tell.
  var isDrawn: Bool { (try? ChartKind.plan(kind, columns)) != nil }

  func drawn(_ style: TableStyle) -> String {
    do throws(Diagnostic) {
      let plan = try ChartKind.plan(kind, columns)
      return ChartRenderer.text(plan.chart(of: table, mostRows: 40), style: style)
    } catch {
      return "error: \(error.message)\n" + error.notes.map { "note: \($0)\n" }.joined()
    }
  }

  var everyDrawing: String {
    [40, 80, 200].map { "\($0) cells\n\n\(drawn(TableStyle(width: $0)))" }.joined(separator: "\n")
      + "\n60 cells of ASCII\n\n\(drawn(TableStyle(width: 60, ascii: true)))"
  }
}
