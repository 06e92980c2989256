import Findings
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Store

@Suite("Looking after a store")
struct StoreCheckTests {
  /// A store with two runs, a finding and a role.
  private func store(_ path: String) throws -> Store {
    let nights = try Nights(.file(path))
    let role = ResourceState.role("a")
    try nights.night([role], .check(.found(role)))
    try nights.night([role], .check())
    return nights.store
  }

  @Test("finds nothing in one that is well")
  func well() throws {
    #expect(try store(TemporaryFolder().path("a.db")).problems() == [])
  }

  @Test(
    "finds what is not as the record promises",
    arguments: [
      (
        "UPDATE finding_interval SET to_run = NULL; INSERT INTO finding_interval SELECT NULL, finding, 2, 3, state, verdict, code, severity, revision, evidence FROM finding_interval",
        "overlap"
      ),
      (
        "INSERT INTO finding SELECT NULL, 'v1 x', check_id, subject, locator, key, kind, account, region FROM finding",
        "1 findings were never found"
      ),
      (
        "INSERT INTO resource VALUES (NULL, 'role', 'arn:x', '', '')", "1 resources have no version"
      ),
      ("INSERT INTO document VALUES (NULL, x'00', '{}')", "1 texts are of nothing"),
      ("UPDATE run SET import = 99", "refer to a import that is not there"),
      ("DROP INDEX finding_interval_ended", "the index finding_interval_ended is missing"),
      ("ALTER TABLE run ADD COLUMN x TEXT", "the table run is not as this rolecall makes it"),
    ])
  func broken(_ sql: String, _ problem: String) throws {
    let store = try store(TemporaryFolder().path("a.db"))
    try store.writer.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF")
      try db.execute(sql: sql)
    }
    let problems = try store.problems()
    #expect(problems.contains { $0.contains(problem) }, "\(problems)")
  }

  @Test("finds damaged pages")
  func damaged() throws {
    let path = try TemporaryFolder().path("a.db")
    do { _ = try store(path) }
    let handle = try FileHandle(forUpdating: URL(filePath: path))
    let size = try handle.seekToEnd()
    try handle.seek(toOffset: size / 16_384 / 2 * 16_384)
    try handle.write(contentsOf: Data(repeating: 0x5A, count: 4_096))
    try handle.close()
    let store = try Store(.file(path), .read, now: "2026-01-01T00:00:00Z")
    let problems = (try? store.problems()) ?? ["malformed"]
    #expect(!problems.isEmpty)
  }

  @Test("copies it as it is, also while something is being written, and over nothing")
  func backup() throws {
    let folder = try TemporaryFolder()
    let store = try store(folder.path("a.db"))
    let reader = try Store(.file(folder.path("a.db")), .read, now: "2026-01-01T00:00:00Z")
    try store.writer.write { db in
      try db.execute(sql: "UPDATE run SET tool = 'being written'")
      try reader.backUp(to: folder.path("b.db"))
    }
    let copy = try Store(.file(folder.path("b.db")), .read, now: "2026-01-01T00:00:00Z")
    #expect(try copy.problems() == [])
    #expect(try copy.run()?.number == 2)
    #expect(try copy.run()?.tool != "being written")
    #expect(throws: StoreError.self) { try reader.backUp(to: folder.path("b.db")) }
    #expect(throws: StoreError.self) { try reader.backUp(to: folder.path("none/b.db")) }
  }
}
