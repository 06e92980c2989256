import Testing

@testable import check_mutations

@Suite("The terms of a query")
struct QueryTermsTests {
  private func terms(_ sql: String) -> [String] { QueryTerms(of: sql).terms.map(\.text) }

  @Test("are what AND joins in WHERE and ON, wherever these stand")
  func conjuncts() {
    let sql = """
      WITH a AS (SELECT * FROM t WHERE x = 1 AND y = 2 GROUP BY z) -- WHERE no = 1
      SELECT (SELECT b.c FROM b WHERE b.d = a.d ORDER BY b.c LIMIT 1), 'WHERE no = 1'
      FROM a LEFT JOIN c ON c.id = a.id AND c.k IS NULL JOIN d ON d.id = c.id
      WHERE NOT EXISTS (SELECT * FROM e WHERE e.id = a.id)
      UNION ALL SELECT 1 FROM f WHERE f.x BETWEEN 1 AND 2 AND f.y;
      """
    #expect(
      terms(sql) == [
        "x = 1", "y = 2", "b.d = a.d", "c.id = a.id", "c.k IS NULL", "d.id = c.id",
        "NOT EXISTS (SELECT * FROM e WHERE e.id = a.id)", "e.id = a.id", "f.x BETWEEN 1 AND 2",
        "f.y",
      ])
  }

  @Test("are what OR joins where nothing else does, also within parentheses")
  func disjuncts() {
    #expect(terms("SELECT 1 WHERE a OR b AND c") == ["a", "b", "c"])
    #expect(terms("SELECT 1 WHERE a AND (b OR (c AND d))") == ["a", "b", "c", "d"])
    #expect(
      terms("SELECT 1 WHERE a IN ('x', 'y') AND f(a OR b)") == ["a IN ('x', 'y')", "f(a OR b)"])
  }

  @Test("do not part a CASE")
  func branches() {
    let term = "CASE WHEN a AND b THEN c OR d ELSE e END"
    #expect(terms("SELECT 1 WHERE \(term) AND f") == [term, "f"])
  }

  @Test("leave a query in which only they make no difference any more")
  func dropping() {
    let query = QueryTerms(of: "SELECT 1\nFROM t WHERE (a OR b) AND c")
    #expect(
      query.terms.map(query.dropping) == [
        "SELECT 1\nFROM t WHERE (0 OR b) AND c", "SELECT 1\nFROM t WHERE (a OR 0) AND c",
        "SELECT 1\nFROM t WHERE (a OR b) AND 1",
      ])
    #expect(query.terms.map(\.line) == [2, 2, 2])
  }
}
