import Audit
import Findings
import Foundation
import GRDB
import JSON
import Reports
import Store
import Testing

@testable import Importers

@Suite("A secret in any member of what a command prints")
struct CanaryTests {
  @Test("can be looked for: there is an output of every command that is read")
  func everyImporter() {
    let commands = Set(CommandOutput.all.map(\.command))
    #expect(ImporterList.all.map(\.command).filter { !commands.contains($0) } == [])
  }

  @Test(
    "is neither in the store nor in a report, unless the member is one that is kept",
    arguments: Set(CommandOutput.all.map(\.command)).sorted())
  func canary(_ command: String) throws {
    // Each has an account of its own, so that none takes the place of another.
    var files: [String: String] = [:]
    var places: [String] = []
    for output in CommandOutput.all where output.command == command {
      output.plant { place, value in
        let canary = "cAnArY\(places.count)z"
        let account = String(100_000_000_000 + places.count)
        let path = "\(account)/\(output.path)".replacing(CommandOutput.account, with: account)
        files[path] = CommandOutput.text(value(canary), account: account)
        places.append(place)
      }
    }
    let nights = try Nights()
    let outcome = try nights.audit(.texts(name: "export", files: files))
    // The languages differ in phrases only.
    let reports = Format.allCases.map {
      $0.renderer(language: .english, all: true).render(outcome.report)
    }
    let texts = try nights.texts() + reports
    let found = texts.flatMap { $0.components(separatedBy: "cAnArY").dropFirst() }
    let kept = Set(found.compactMap { text in Int(text.prefix { $0 != "z" }).map { places[$0] } })
    let listed = KeptMembers.of(command)
    let leaked = kept.filter { place in !listed.contains { $0.includes(place) } }
    #expect(leaked.sorted() == [], "kept, and not in KeptMembers")
    let stale = listed.filter { member in !kept.contains { member.includes($0) } }
    #expect(stale.map(\.place).sorted() == [], "in KeptMembers, and not kept")
  }
}

extension Nights {
  /// Every text in the store.
  func texts() throws -> [String] {
    try store.writer.read { db in
      let tables = try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
      return try tables.flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").flatMap { row in
          row.databaseValues.compactMap { value in
            switch value.storage {
            case .string(let text): text
            case .blob(let bytes): String(decoding: bytes, as: UTF8.self)
            default: nil
            }
          }
        }
      }
    }
  }
}
