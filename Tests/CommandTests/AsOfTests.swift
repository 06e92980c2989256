import Foundation
import JSON
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("rolecall audit --as-of")
struct AsOfTests {
  private let folder: TemporaryFolder

  /// Broken on the 20th, repaired on the 21st.
  init() throws {
    folder = try TemporaryFolder()
    for (export, day) in [(Program.broken, 20), (Program.repaired, 21)] {
      _ = try folder.rolecall("import", export, "--now", "2026-11-\(day)T04:00:00Z")
    }
  }

  @Test("looks at the inventory of that day with the checks of today, and prints as every audit")
  func report() throws {
    let past = try folder.rolecall("audit", "--as-of", "2026-11-20", "--format", "json")
    let report = try past.report()
    #expect(past.status == 0)
    #expect(report["findings"]?.array?.count == 5)
    #expect(report["against"] == .null)
    #expect(
      report["run"]?["assumptions"]?.array?.first
        == "the inventory is as import 1 read it at 2026-11-20T04:00:00Z; the checks are today's")
    let later = try folder.rolecall(
      "audit", "--as-of", "2026-11-21T04:00:00Z", "--fail-on", "info", "--lang", "ja")
    #expect(later.status == 0)
    #expect(later.output.contains("2026-11-21 04:00 UTC のインベントリー"))
    #expect(later.output.contains("取り込み 2 が"))
    let gate = try folder.rolecall("audit", "--as-of", "2026-11-20", "--fail-on", "critical")
    #expect(gate.status == 1)
    #expect(gate.output.contains("Today's checks on the inventory of 2026-11-20 04:00 UTC"))
    #expect(!gate.output.contains("First run") && !gate.output.contains("run 1"))
    let required = try folder.rolecall("audit", "--as-of", "2026-11-20", "--require", "ec2")
    #expect(required.status == 2)
  }

  @Test("leaves the store as it is, and waits for nobody who writes to it")
  func untouched() throws {
    let store = URL(filePath: folder.defaultStore)
    let place = store.deletingLastPathComponent().path
    let before = try Data(contentsOf: store)
    let names = try FileManager.default.contentsOfDirectory(atPath: place).sorted()
    let descriptor = open(store.path + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try #require(flock(descriptor, LOCK_EX) == 0)
    let answer = try folder.rolecall("audit", "--as-of", "2026-11-20")
    #expect(answer.status == 0)
    #expect(answer.output.contains("5 failures"))
    #expect(try Data(contentsOf: store) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: place).sorted() == names)
    let runs = try folder.rolecall("report")
    #expect(runs.status == 66)
  }

  @Test("reads a store of which nothing may be written")
  func readOnly() throws {
    let store = URL(filePath: folder.defaultStore)
    let place = store.deletingLastPathComponent().path
    for path in [store.path + ".lock", store.path, place] {
      try #require(chmod(path, path == place ? 0o500 : 0o400) == 0)
    }
    defer { chmod(place, 0o700) }
    let answer = try folder.rolecall("audit", "--as-of", "2026-11-20")
    #expect(answer.status == 0, "\(answer.errors)")
  }
}
