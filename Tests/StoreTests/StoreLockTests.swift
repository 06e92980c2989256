import Foundation
import GRDB
import TestSupport
import Testing

@testable import Store

@Suite("Two writers of a store")
struct StoreLockTests {
  private let now = "2026-01-01T00:00:00Z"

  private func isBusy(_ path: String, wait: Double) throws -> Bool {
    do {
      _ = try Store(.file(path), .write(wait: wait), now: now)
      return false
    } catch StoreError.busy {
      return true
    }
  }

  @Test("exclude each other, while readers come and go")
  func sameProcess() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("rolecall.db")
    do {
      let first = try Store(.file(path), .write(wait: 0), now: now)
      try first.importing(.role("a"))
      // Opening and closing the file elsewhere in the process must not drop the lock.
      #expect(try Store(.file(path), .read, now: now).latestImport() == 1)
      #expect(try isBusy(path, wait: 0))
      #expect(try isBusy(path, wait: 0.1))
      try first.importing(.role("b"))
    }
    #expect(try !isBusy(path, wait: 0))
  }

  @Test("exclude each other between processes, and the second goes on when the first is done")
  func otherProcess() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("rolecall.db")
    do { _ = try Store(.file(path), .write(wait: 0), now: now) }
    let holder = Process()
    holder.executableURL = URL(filePath: "/bin/sh")
    holder.arguments = ["-c", "exec 9>\"$0\"; flock 9 && echo held && read line", path + ".lock"]
    let input = Pipe()
    let output = Pipe()
    holder.standardInput = input
    holder.standardOutput = output
    try holder.run()
    guard output.fileHandleForReading.availableData == Data("held\n".utf8) else {
      print("skipped: there is no flock command")
      return
    }
    #expect(try isBusy(path, wait: 0))
    try input.fileHandleForWriting.write(contentsOf: Data("go\n".utf8))
    // However long the other takes to end, the waiting one gets its turn.
    #expect(try !isBusy(path, wait: 60))
    holder.waitUntilExit()
  }

  @Test("in memory are each alone, and are seen by their own readers")
  func memory() throws {
    let store = try Store(.memory, .write(wait: 0), now: now)
    let other = try Store(.memory, .write(wait: 0), now: now)
    try store.importing(.role("a"))
    let seen = try store.reader(.init()).read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM resource")
    }
    #expect(seen == 1)
    #expect(try other.latestImport() == nil)
    #expect(throws: (any Error).self) {
      try store.reader(.init()).write { try $0.execute(sql: "DELETE FROM resource") }
    }
    #expect(Store.Location(":memory:") == .memory)
  }
}
