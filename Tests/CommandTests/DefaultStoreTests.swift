import Foundation
import TestSupport
import Testing

@Suite("The default store")
struct DefaultStoreTests {
  @Test("is in the XDG state folder and its owner's alone")
  func place() throws {
    let folder = try TemporaryFolder()
    #expect(try folder.rolecall("audit", Program.broken).status == 0)
    #expect(try mode(folder.defaultStore) == 0o600)
    #expect(try mode(folder.path("state/rolecall")) == 0o700)
  }

  @Test(
    "is below the home folder where XDG_STATE_HOME is not set, or is relative",
    arguments: ["", "state"])
  func home(_ variable: String) throws {
    let folder = try TemporaryFolder()
    let answer = try folder.rolecall(
      "audit", Program.broken, environment: ["XDG_STATE_HOME": variable])
    #expect(answer.status == 0)
    #expect(try mode(folder.path(".local/state/rolecall/rolecall.db")) == 0o600)
  }

  @Test("is not touched with --db :memory:")
  func memory() throws {
    let folder = try TemporaryFolder()
    let answer = try folder.rolecall("audit", Program.broken, "--db", ":memory:")
    #expect(answer.status == 0)
    #expect(answer.output.hasPrefix("# rolecall: 5 failures"))
    #expect(try folder.names == [])
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }
}
