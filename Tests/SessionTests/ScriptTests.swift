import Diagnostics
import Foundation
import Testing

@testable import Session

@Suite struct ScriptTests {
  /// A folder with scripts, removed at the end.
  final class Folder {
    let path: String

    init(_ files: [String: String]) throws {
      path = FileManager.default.temporaryDirectory.appendingPathComponent("kenal-session-\(UUID().uuidString)").path
      for (name, text) in files {
        let file = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  @Test func parametersComeFromTheStatement() throws {
    let folder = try Folder(["big.kq": "select customers where spent > $least"])
    var talk = Conversation()
    talk.run("run \"\(folder.path)/big.kq\" least = 500")
    let scripted = talk.rows
    talk.run("select customers where spent > 500")
    #expect(talk.rows == scripted)
    #expect(talk.run("run \"\(folder.path)/big.kq\"") == .query)
  }

  @Test func aScriptFindsOthersBesideItself() throws {
    let folder = try Folder([
      "outer.kq": "run \"inner/one.kq\" n = $n", "inner/one.kq": "run \"two.kq\" k = $n",
      "inner/two.kq": "select customers limit $k",
    ])
    var talk = Conversation()
    #expect(talk.run("run \"\(folder.path)/outer.kq\" n = 4") == .success)
    #expect(talk.rows == 4)
  }

  @Test func aCircleIsToldAndEnds() throws {
    let folder = try Folder(["one.kq": "run \"two.kq\"", "two.kq": "run \"one.kq\""])
    var talk = Conversation()
    #expect(talk.run("run \"\(folder.path)/one.kq\"") == .query)
    #expect(talk.codes == ["script-in-circle"])
  }

  @Test func aScriptThatCannotBeReadHasItsOwnStatus() throws {
    var talk = Conversation()
    #expect(talk.run("run \"/nowhere/at/all.kq\"") == .file)
    #expect(talk.codes == ["unreadable-file"])
    let outcome = try #require(talk.outcomes.first)
    let span = try #require(outcome.diagnostics.first?.span)
    #expect(outcome.source.text(span) == "\"/nowhere/at/all.kq\"")
  }

  @Test func theLastQueryOfAScriptCanBeContinued() throws {
    let folder = try Folder(["three.kq": "select customers limit 3"])
    var talk = Conversation()
    talk.run("select customers limit 9; run \"\(folder.path)/three.kq\"; limit 2")
    #expect(talk.rows == 2)
  }

  @Test func aMistakeInAScriptNamesTheFile() throws {
    let folder = try Folder(["bad.kq": "select customers\nwhere citty = 1\n"])
    var talk = Conversation()
    talk.run("run \"\(folder.path)/bad.kq\"")
    #expect(talk.outcomes.first?.source.name == "\(folder.path)/bad.kq")
  }

  @Test func aSchemaDeclaresTablesAndSavesNames() throws {
    let folder = try Folder([
      "customers.csv": "id,name,joined\n1,Ani,05.01.2026\n2,Budi,17.02.2026\n",
      "log.csv": "who,day\n1,2026-03-01\n1,2026-03-02\n",
      "schema.kq": """
      table customers (id text key, name text, joined date as "dd.mm.yyyy")
      table visits of customers from "log.csv" (customer -> customers from "who", day date event)
      define visitCount = count(visits)
      segment regulars = customers where visitCount > 1
      set today = 2026-03-05
      """,
    ])
    let opened = try Opening.open([folder.path], clock: .fixed(20_634))
    #expect(opened.session.unsavedNames.isEmpty)
    #expect(opened.session.today == 20_517)
    var talk = Conversation(session: opened.session)
    talk.run("select regulars")
    #expect(talk.rows == 1)
  }

  @Test func aSchemaHoldsNothingElse() throws {
    let folder = try Folder(["customers.csv": "id,name\n1,Ani\n", "schema.kq": "select customers"])
    #expect {
      try Opening.open([folder.path])
    } throws: { error in
      (error as? Failure)?.diagnostics.map(\.code) == ["not-in-schema"] && (error as? Failure)?.status == .book
    }
  }

  @Test func aBookThatIsNotThereIsToldPlainly() {
    #expect {
      try Opening.open(["/nowhere/at/all"])
    } throws: { error in
      (error as? Failure)?.status == .book
    }
  }
}
