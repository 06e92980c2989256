import Testing

@testable import Checks

@Suite("A check that asks for the time")
struct CheckClockTests {
  private func check(_ sql: String, passes: String? = nil) throws -> Check {
    var files = [
      "m/module.json":
        #"{"title": {"en": "m", "ja": "m"}, "description": {"en": "m", "ja": "m"}}"#,
      "m/c/check.json": """
      {"title": {"en": "c", "ja": "c"}, "severity": "low", "codes": {"c.c": {"message": {"en": "c", "ja": "c"},
        "remediation": {"en": "c", "ja": "c"}}}}
      """,
      "m/c/findings.sql": sql,
    ]
    files["m/c/passes.sql"] = passes
    return try #require(try CheckLibrary(files: files, source: "test").checks.first)
  }

  @Test(
    "is told by its text",
    arguments: [
      "SELECT date ('now') AS subject", "SELECT julianday/**/('now')", "SELECT DateTime('now')",
      "SELECT CURRENT_TIMESTAMP", "SELECT unixepoch()", "SELECT strftime('%s')",
    ])
  func clock(_ sql: String) throws {
    #expect(try check(sql).usesClock)
    #expect(try check("SELECT 1", passes: sql).usesClock)
  }

  @Test("is none where only names look like it")
  func none() throws {
    #expect(try !check("SELECT runtime, updated, candidate FROM launch").usesClock)
  }
}
