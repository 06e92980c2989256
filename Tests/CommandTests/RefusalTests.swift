import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("A refusal")
struct RefusalTests {
  @Test(
    "names what and where, hints at what to do, and prints nothing else",
    arguments: [Refusal].usage + .input + .store + .configuration)
  func refusal(_ refusal: Refusal) throws {
    let folder = try TemporaryFolder()
    let arguments = try refusal.arguments(folder)
    let answer = try folder.rolecall(arguments, environment: refusal.environment)
    #expect(answer.status == refusal.status, "\(answer.errors)")
    #expect(answer.output.isEmpty)
    #expect(answer.errors.hasPrefix("error: "))
    #expect(answer.errorLines.count == 1)
    #expect(answer.errorLines.first?.contains(refusal.error) == true, "\(answer.errors)")
    #expect(answer.hintLines.count == 1)
    #expect(answer.hintLines.first?.contains(refusal.hint) == true, "\(answer.errors)")
  }

  @Test("of an export leaves the store as it was")
  func unchanged() throws {
    let folder = try TemporaryFolder()
    try #require(folder.rolecall("audit", Program.broken).status == 0)
    let store = URL(filePath: folder.defaultStore)
    let before = try Data(contentsOf: store)
    for refusal in [Refusal].input {
      let answer = try folder.rolecall(refusal.arguments(folder))
      #expect(answer.status == refusal.status, "\(refusal.testDescription): \(answer.errors)")
    }
    #expect(try Data(contentsOf: store) == before)
    let again = try folder.rolecall("audit", Program.broken)
    #expect(again.output.contains("nothing new, nothing resolved"))
  }

  @Test("of a store in use says so")
  func busy() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("rolecall.db")
    let descriptor = open(file + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try #require(flock(descriptor, LOCK_EX) == 0)
    let answer = try folder.rolecall("audit", Program.broken, "--db", file, "--wait", "0")
    #expect(answer.status == 75)
    #expect(answer.output.isEmpty)
    #expect(answer.errorLines.first?.contains("another rolecall") == true)
    #expect(answer.hintLines.count == 1)
  }

  @Test("of an export that may not be read says so")
  func forbidden() throws {
    guard getuid() != 0 else {
      print("not tried: root may read every file")
      return
    }
    let folder = try TemporaryFolder()
    let file = try folder.write("{}", to: "export.json")
    try #require(chmod(file, 0) == 0)
    let answer = try folder.rolecall("audit", file)
    #expect(answer.status == 77)
    #expect(answer.errorLines.first?.contains("export.json: permission denied") == true)
    #expect(answer.hintLines.count == 1)
  }

  @Test("shows no control characters of a name")
  func hostileName() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("{", to: "a\u{1B}[31m\nerror: b\u{202E}\u{7}.json")
    let answer = try folder.rolecall("audit", file)
    #expect(answer.status == 65)
    #expect(answer.errors.split(separator: "\n").count == 2)
    #expect(
      !answer.errors.unicodeScalars.contains { "\u{1B}\u{202E}\u{7}".unicodeScalars.contains($0) })
  }
}
