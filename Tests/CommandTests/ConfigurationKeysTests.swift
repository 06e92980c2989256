import JSON
import Testing

@testable import rolecall

@Suite("The keys of config.json")
struct ConfigurationKeysTests {
  @Test("are all in the schema")
  func keys() throws {
    let properties = try #require(SettingsTests.schema()["properties"]?.object)
    #expect(properties.keys.sorted() == ConfigurationFile.keys.sorted())
  }
}
