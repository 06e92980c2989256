import GRDB
import Testing

@testable import Store

@Suite("An import")
struct ImportRecordingTests {
  private let store: Store

  init() throws { store = try Store(.memory, .write(wait: 0), now: "2026-01-01T00:00:00Z") }

  /// What has to stay as it is when nothing changed.
  private let lasting = ["resource", "resource_version", "document", "unread"]

  @Test("that is the same again adds nothing but itself and its coverage")
  func unchanged() throws {
    let states: [ResourceState] = [.role("a"), .role("b"), .machine("m")]
    try store.importing(states)
    let before = try lasting.map(store.count)
    try store.importing(states)
    let changed = try store.writer.read {
      try Int.fetchAll($0, sql: "SELECT changed FROM import ORDER BY id")
    }
    #expect(try lasting.map(store.count) == before)
    #expect(try store.count("import") == 2)
    #expect(try store.count("coverage") == 4)
    #expect(changed.last == 0)
  }

  @Test("stores a text once, however many resources share it")
  func sharedText() throws {
    try store.importing((0..<20).map { .role("r\($0)") })
    let texts = try store.writer.read {
      try String.fetchAll($0, sql: "SELECT body FROM document ORDER BY body")
    }
    #expect(texts == ["[]", #"{"p":1}"#, #"{"t":1}"#])
  }

  @Test("ends what an aspect said and begins what it says now")
  func change() throws {
    try store.importing(.role("a"))
    try store.importing(.role("a", inline: ["run": #"{"p":2}"#]))
    try store.importing(.role("a"))
    #expect(
      try store.lives() == [
        "role/a attached [] 1-", #"role/a inline:run {"p":1} 1-2"#,
        #"role/a inline:run {"p":2} 2-3"#, #"role/a inline:run {"p":1} 3-"#,
        #"role/a trust {"t":1} 1-"#,
      ])
  }

  @Test("ends an inline policy that is not printed any more")
  func inlineGone() throws {
    try store.importing(.role("a", inline: ["run": "{}", "stop": "{}"]))
    try store.importing(.role("a", inline: ["run": "{}"]))
    #expect(try store.lives().contains("role/a inline:stop {} 1-2"))
    #expect(try store.lives().contains("role/a inline:run {} 1-"))
  }

  @Test("ends a permissions boundary that is not printed beside the policies any more")
  func boundaryGone() throws {
    try store.importing(.role("a", boundary: #""arn:b""#))
    try store.importing(.role("a", attached: nil))
    #expect(try store.lives().contains(#"role/a boundary "arn:b" 1-"#))
    try store.importing(.role("a"))
    #expect(try store.lives().contains(#"role/a boundary "arn:b" 1-3"#))
  }

  @Test("leaves alone the aspects that it does not print")
  func aspectNotPrinted() throws {
    try store.importing(.role("a"))
    try store.importing(.role("a", trust: #"{"t":2}"#, inline: [:], attached: nil))
    #expect(
      try store.lives() == [
        "role/a attached [] 1-", #"role/a inline:run {"p":1} 1-"#, #"role/a trust {"t":1} 1-2"#,
        #"role/a trust {"t":2} 2-"#,
      ])
  }

  @Test("that shows a resource twice believes the later reading")
  func twoReadings() throws {
    try store.importing(
      .role("a", inline: ["old": "{}"]), .role("a", trust: #"{"t":2}"#, inline: ["new": "{}"]))
    #expect(
      try store.lives() == [
        "role/a attached [] 1-", "role/a inline:new {} 1-", #"role/a trust {"t":2} 1-"#,
      ])
    try store.importing(
      .role("a", trust: #"{"t":3}"#, inline: ["new": "{}"]),
      .role("a", trust: #"{"t":4}"#, inline: ["new": "{}"]))
    #expect(
      try store.lives().suffix(2) == [#"role/a trust {"t":2} 1-2"#, #"role/a trust {"t":4} 2-"#])
  }

  @Test("that shows a resource twice, at last as it was, changes nothing")
  func twoReadingsBackAgain() throws {
    try store.importing(.role("a"))
    try store.importing(.role("a", trust: #"{"t":2}"#), .role("a"))
    #expect(
      try store.lives() == [
        "role/a attached [] 1-", #"role/a inline:run {"p":1} 1-"#, #"role/a trust {"t":1} 1-"#,
      ])
  }

  @Test("that ends in an error leaves nothing behind")
  func failing() throws {
    struct Broken: Error {}
    try store.importing(.role("a"))
    let tables = ["import", "coverage", "resource", "resource_version", "document", "unread"]
    let before = try tables.map(store.count)
    let lives = try store.lives()
    #expect(throws: Broken.self) {
      try store.recordImport(at: "2026-01-02T00:00:00Z", tool: "test") { recorder in
        try recorder.record(.role("a", trust: #"{"t":2}"#))
        try recorder.record(.role("b"))
        throw Broken()
      }
    }
    #expect(try tables.map(store.count) == before)
    #expect(try store.lives() == lives)
    try store.importing(.role("a"))
    #expect(try store.lives() == lives)
  }

  @Test("keeps the notes that it was given")
  func notes() throws {
    let number = try store.recordImport(at: "2026-01-01T00:00:00Z", tool: "test") { recorder in
      try recorder.finish(coverage: [], files: 3, notes: #"[{"text":"odd"}]"#)
      return recorder.id
    }
    #expect(try store.notes(ofImport: number) == #"[{"text":"odd"}]"#)
  }
}
