import Foundation
import GRDB
import JSON
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("When something goes wrong with a store")
struct FaultTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try #require(folder.rolecall("audit", Program.broken).status == 0)
  }

  private var store: URL { URL(filePath: folder.defaultStore) }

  private func expectWell(_ runs: Int) throws {
    let answer = try folder.rolecall("store", "check")
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(try folder.rolecall("report", "--run", "\(runs)").status == 0)
    #expect(try folder.rolecall("report", "--run", "\(runs + 1)").status == 66)
  }

  @Test(
    "and its disk is full, an audit says so, and the store is as it was", arguments: [0, 64, 1024])
  func full(_ blocks: Int) throws {
    let report = try folder.rolecall("report").output
    let answer = try Answer(
      of: [
        "/bin/sh", "-c", "ulimit -f \(blocks); exec \"$@\"", "sh", Program.path, "audit",
        Program.repaired,
      ], environment: folder.environment, in: folder.path)
    #expect(answer.status == 74, "\(answer.errors)")
    #expect(answer.output.isEmpty)
    // Of a limit of nothing, not even a complaint can be written to a file.
    if blocks > 0 {
      #expect(answer.errorLines.first?.contains("rolecall.db: ") == true, "\(answer.errors)")
      #expect(answer.hintLines.first?.contains("disk is full") == true)
    }
    try expectWell(1)
    #expect(try folder.rolecall("report").output == report)
    #expect(try folder.rolecall("audit", Program.repaired).output.contains("**5 resolved**"))
  }

  @Test("and a bit of a text is flipped, nobody is told what it says")
  func flipped() throws {
    let report = try folder.rolecall("report").output
    var bytes = [UInt8](try Data(contentsOf: store))
    let place = try #require(bytes.firstRange(of: Array(#""Effect":"Allow""#.utf8)))
    bytes[place.lowerBound + 10] ^= 1
    try Data(bytes).write(to: store)
    for command in [
      ["audit", Program.broken], ["audit"], ["import", Program.broken], ["query", "SELECT 1"],
      ["can", "a", "s3:GetObject", "*"], ["store", "prune", "--keep", "1d"], ["store", "check"],
    ] {
      let answer = try folder.rolecall(command)
      #expect(answer.status == 65, "\(command): \(answer.errors)")
      #expect(
        answer.errorLines.first?.contains("1 texts are not what was recorded") == true,
        "\(answer.errors)")
      #expect(answer.hintLines.first?.contains("backup") == true)
    }
    // What rests on that text is told as it was.
    #expect(try folder.rolecall("report").output == report)
  }

  @Test("and a bit of what is known of a finding is flipped, nobody is told what it says")
  func flippedEvidence() throws {
    var bytes = [UInt8](try Data(contentsOf: store))
    let place = try #require(bytes.firstRange(of: Array(#""action":"iam:PassRole""#.utf8)))
    bytes[place.lowerBound + 12] ^= 1
    try Data(bytes).write(to: store)
    for command in [["report"], ["history"], ["audit", Program.broken], ["store", "check"]] {
      let answer = try folder.rolecall(command)
      #expect(answer.status == 65, "\(command): \(answer.errors)")
      #expect(
        answer.errorLines.first?.contains("not what was recorded") == true, "\(answer.errors)")
      #expect(answer.hintLines.first?.contains("backup") == true)
    }
  }

  @Test(
    "and what was worked out from the inventory is damaged, an audit says so, and no check is blamed"
  )
  func spoiltWorld() throws {
    // The root page of a table that is read and not written by an audit of what was not changed.
    let number = try #require(
      try DatabaseQueue(path: store.path).read {
        try Int.fetchOne(
          $0, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'task_definition'")
      })
    let file = try FileHandle(forUpdating: store)
    try file.seek(toOffset: UInt64(number - 1) * 16384)
    try file.write(contentsOf: Data(repeating: 0xA5, count: 16384))
    try file.close()
    let answer = try folder.rolecall("audit", Program.broken, "--lang", "ja")
    #expect(answer.status == 65, "\(answer.errors)")
    #expect(answer.errorLines.first?.contains("the store is damaged") == true)
  }

  @Test("and the clock goes back, runs follow each other all the same, and the report notes it")
  func clock() throws {
    let answer = try folder.rolecall(
      "audit", Program.repaired, "--now", "2025-01-01", "--format", "json")
    #expect(answer.status == 0)
    let report = try answer.report()
    #expect(report["run"]?["number"] == 2)
    #expect(report["summary"]?["resolved"] == 5)
    let notes = report["notes"]?.canonical() ?? ""
    #expect(notes.contains("run 1 was made at \(Program.now), which is later"), "\(notes)")
    try expectWell(2)
    let next = try folder.rolecall("audit", Program.repaired, "--format", "json")
    #expect(try next.report()["run"]?["number"] == 3)
    #expect(next.output.contains("which is later") == false)
    try expectWell(3)
  }

  @Test("and a first run was killed before it wrote, there is no store, and the next one makes it")
  func empty() throws {
    try folder.write("", to: "state/empty.db")
    for command in [["report"], ["store", "check"], ["store", "backup", "copy.db"]] {
      let answer = try folder.rolecall(command + ["--db", folder.path("state/empty.db")])
      #expect(answer.status == 66, "\(command): \(answer.errors)")
    }
    let answer = try folder.rolecall("audit", Program.broken, "--db", folder.path("state/empty.db"))
    #expect(answer.status == 0)
  }

  @Test(
    "and a copy cannot be made, it is said of the copy", arguments: ["none/copy.db", "taken.db"])
  func copy(_ name: String) throws {
    try folder.write("mine", to: "taken.db")
    let answer = try folder.rolecall("store", "backup", folder.path(name))
    #expect(answer.status == 73)
    #expect(answer.errorLines.first?.contains("\(name): the copy cannot be written") == true)
    #expect(answer.hintLines.first?.contains("new file") == true)
    #expect(try folder.text("taken.db") == "mine")
    try expectWell(1)
  }

  /// Holds the right to write to the store until the closure has returned.
  private func whileLocked<Value>(_ body: () throws -> Value) throws -> Value {
    let descriptor = open(folder.defaultStore + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try #require(flock(descriptor, LOCK_EX) == 0)
    return try body()
  }

  @Test("and another one writes to it, what may not wait says so", arguments: ["0", "1"])
  func busy(_ seconds: String) throws {
    try whileLocked {
      for command in [
        ["audit", Program.repaired], ["import", Program.repaired],
        ["store", "prune", "--keep", "1d"],
      ] {
        let answer = try folder.rolecall(command + ["--wait", seconds])
        #expect(answer.status == 75, "\(answer.errors)")
        let waited = seconds == "1" ? "(waited 1 s)" : "is writing to the store"
        #expect(answer.errorLines.first?.contains(waited) == true, "\(answer.errors)")
      }
      #expect(try folder.rolecall("report").status == 0)
      #expect(try folder.rolecall("store", "backup", folder.path("copy.db")).status == 0)
    }
    try expectWell(1)
  }

  @Test("and several audits come at once, they are recorded one after the other")
  func several() throws {
    let exports = [Program.repaired, Program.broken, Program.repaired, Program.broken]
    let processes = try whileLocked {
      try exports.enumerated().map { index, export in
        let process = Process()
        process.executableURL = URL(filePath: Program.path)
        process.arguments = [
          "audit", export, "--wait", "300", "--format", "json", "--output",
          folder.path("\(index).json"),
        ]
        process.environment = folder.environment
        try process.run()
        return process
      }
    }
    for process in processes {
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    let printed = try exports.indices.map { try folder.text("\($0).json") }
    let number = { (text: String) in
      try JSONValue(JSONDocument(text: text).root)["run"]?["number"]?.canonical() ?? ""
    }
    let order = try exports.indices.sorted { try number(printed[$0]) < number(printed[$1]) }
    #expect(try order.map { try number(printed[$0]) } == ["2", "3", "4", "5"])
    // As if each had come when the one before was done.
    let other = folder.path("other.db")
    for export in [Program.broken] + order.map({ exports[$0] }) {
      _ = try folder.rolecall("audit", export, "--db", other)
    }
    for (index, run) in zip(order, 2...5) {
      let answer = try folder.rolecall(
        "report", "--run", "\(run)", "--db", other, "--format", "json")
      #expect(printed[index] == answer.output, "run \(run)")
    }
    try expectWell(5)
  }
}
