import Foundation
import Importers
import Testing

@Suite("A folder")
struct FolderTests {
  /// A folder of its own that is removed at the end.
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "rolecall-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func write(_ text: String, _ path: String, in folder: URL) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  private func role(_ name: String) -> String { #"{"Role": \#(Small.role(name))}"# }

  private func read(_ path: String) throws -> Reading { try Reading(ExportReader([.path(path)])) }

  @Test("is read in the order of its paths, without hidden, unfinished and store files")
  func order() throws {
    try withFolder { folder in
      for name in ["b/1", "a.x/1", "a/2", "a/1"] {
        try write(role(name), name + ".json", in: folder)
      }
      for name in [".hidden.json", ".git/x.json", "x.json.part", "r.db", "r.db-wal", "r.lock"] {
        try write(role("no"), name, in: folder)
      }
      let reading = try read(folder.path())
      let names = ["a.x/1", "a/1", "a/2", "b/1"]
      #expect(reading.arns(.role) == names.map { Small.arn("iam", "role/\($0)") })
      #expect(reading.summary.files == 4)
      let root = folder.path().hasSuffix("/") ? String(folder.path().dropLast()) : folder.path()
      #expect(reading.readings.map(\.file) == names.map { "\(root)/\($0).json" })
    }
  }

  @Test("is not left by a link, nor read twice by one")
  func links() throws {
    try withFolder { outside in
      try write(role("out"), "x.json", in: outside)
      try withFolder { folder in
        try write(role("in"), "x.json", in: folder)
        let files = FileManager.default
        try files.createSymbolicLink(
          at: folder.appending(path: "away"), withDestinationURL: outside)
        try files.createSymbolicLink(at: folder.appending(path: "loop"), withDestinationURL: folder)
        try files.createSymbolicLink(
          atPath: folder.appending(path: "dead").path(), withDestinationPath: "nowhere")
        let reading = try read(folder.path())
        #expect(reading.arns(.role) == [Small.arn("iam", "role/in")])
        #expect(
          reading.summary.notes.map(\.text) == [
            "the link leads out of the folder and was not followed",
            "the link leads nowhere and was not followed",
          ])
      }
    }
  }

  @Test("may hold a pipe, which is not waited for")
  func pipe() throws {
    try withFolder { folder in
      try write(role("a"), "x.json", in: folder)
      #expect(mkfifo(folder.appending(path: "pipe.json").path(), 0o600) == 0)
      #expect(try read(folder.path()).summary.files == 1)
    }
  }

  @Test("may be a pipe, when the user names it")
  func namedPipe() throws {
    try withFolder { folder in
      let path = folder.appending(path: "pipe").path()
      try #require(mkfifo(path, 0o600) == 0)
      let text = role("a")
      Thread.detachNewThread {
        let handle = FileHandle(forWritingAtPath: path)
        try? handle?.write(contentsOf: Data(text.utf8))
        try? handle?.close()
      }
      #expect(try read(path).arns(.role) == [Small.arn("iam", "role/a")])
    }
  }

  @Test("or file that is not there is missing, and an empty one has nothing to recognise")
  func missing() throws {
    try withFolder { folder in
      let path = folder.appending(path: "none").path()
      #expect(throws: ImportError.missing(path: path)) { try read(path) }
      #expect(throws: ImportError.nothingRecognised(paths: [folder.path()])) {
        try read(folder.path())
      }
    }
  }

  @Test("or file that may not be read is forbidden", .enabled(if: geteuid() != 0))
  func forbidden() throws {
    try withFolder { folder in
      try write(role("a"), "x.json", in: folder)
      let path = folder.appending(path: "x.json").path()
      #expect(chmod(path, 0) == 0)
      #expect(throws: ImportError.forbidden(path: path)) { try read(path) }
      #expect(throws: ImportError.self) { try read(folder.path()) }
    }
  }

  @Test("tells the account and the region by its own name")
  func place() throws {
    try withFolder { folder in
      let region = "444455556666/eu-central-1"
      try write(#"{"Schedules": []}"#, "\(region)/scheduler/list-schedules.json", in: folder)
      let reading = try read(folder.appending(path: "\(region)/scheduler").path())
      #expect(
        reading.summary.coverage.map(\.scope) == [
          Scope(account: "444455556666", region: "eu-central-1", kind: "schedule")
        ])
    }
  }

  @Test("may be a single file of any name, in UTF-8")
  func single() throws {
    try withFolder { folder in
      try write(role("a"), "roles", in: folder)
      #expect(try read(folder.appending(path: "roles").path()).arns(.role).count == 1)
      let wide = folder.appending(path: "wide.json")
      try #require(role("a").data(using: .utf16)).write(to: wide)
      let error = #expect(throws: ImportError.self) { try read(wide.path()) }
      #expect(error?.reason.contains("UTF-16") == true)
      #expect(error?.hint?.contains("PowerShell") == true)
    }
  }
}
