import GRDB

/// Where absence means something: the newest word on each (account, region, kind).
struct Scopes {
  private struct Key: Hashable {
    var account: String
    var region: String
    var kind: String
  }

  /// What the newest export of a scope said of it.
  private struct Word {
    var isComplete: Bool
    var why: String
  }

  private var words: [Key: Word] = [:]
  /// The scopes with the time of the import that spoke of each last.
  private(set) var imports: [ScopeImport] = []

  /// Fills the world's table of scopes.
  static func write(_ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO scope (account, region, kind, complete)
        SELECT account, region, kind, complete FROM (
          SELECT account, region, kind, complete, max(import) FROM coverage GROUP BY account, region, kind)
        """)
  }

  init(_ db: Database) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT c.account, c.region, c.kind, c.complete, c.why, i.at, max(c.import)
        FROM coverage c JOIN import i ON i.id = c.import GROUP BY c.account, c.region, c.kind
        ORDER BY c.account, c.region, c.kind
        """)
    while let row = try rows.next() {
      let key = Key(account: row[0], region: row[1], kind: row[2])
      words[key] = Word(isComplete: row[3], why: row[4] ?? "")
      imports.append(
        ScopeImport(account: key.account, region: key.region, kind: key.kind, at: row[5]))
    }
  }

  /// Whether all of a scope was exported, so that what is not there does not exist.
  func isComplete(_ account: String, _ region: String, _ kind: String) -> Bool {
    words[Key(account: account, region: region, kind: kind)]?.isComplete == true
  }

  /// What is known of which task definition revisions are ACTIVE.
  enum Listing {
    /// The list is there to its end, even if not all that it names was described.
    case whole
    /// The list was cut off, or the call failed.
    case cut
    /// No list was exported: single revisions were described, nothing says whether there are others.
    case missing
  }

  func listing(ofTaskDefinitionsOf account: String, _ region: String) -> Listing {
    guard let word = words[Key(account: account, region: region, kind: "task-definition")] else {
      return .missing
    }
    if word.isComplete { return .whole }
    let noList = "no list of ACTIVE revisions was exported"
    if word.why == noList { return .missing }
    return word.why.contains(noList) || word.why.contains("the list was cut off") ? .cut : .whole
  }
}
