import Findings
import GRDB

/// Reads why findings changed between two runs, composed from what was recorded in each run between them.
struct CauseReader {
  private let db: Database

  /// A cause by the numbers of its rows.
  private struct Link: Hashable {
    var kind: String
    var resource: Int64?
    var aspect: String?
    var before: Int64?
    var after: Int64?

    /// Reads the columns from kind on, of which it is the second.
    init(_ row: BulkRow) {
      func number(_ column: Int32) -> Int64? { row.isNull(column) ? nil : row.number(column) }
      kind = row.text(1)
      resource = number(2)
      aspect = row.isNull(3) ? nil : row.text(3)
      before = number(4)
      after = number(5)
    }
  }

  init(_ db: Database) { self.db = db }

  /// The causes of each finding's changes.
  ///
  /// Of an aspect of a resource that changed more than once it is the change from the first text to the last, and none if those are the
  /// same; what else changed is told where no resource did.
  ///
  /// - Parameters:
  ///   - since: the run after which changes count.
  ///   - run: the last run whose changes count; where it is before the other, before and after are swapped.
  /// - Returns: the causes by the id of their finding, in the order in which they came up.
  /// - Throws: `DatabaseError`.
  func causes(after since: Int64, upTo run: Int64) throws -> [Int64: [RecordedCause]] {
    let statement = try BulkStatement(
      db,
      sql: """
        SELECT finding, kind, resource, aspect, before, after FROM cause WHERE run > ? AND run <= ?
        ORDER BY finding, run, ordinal
        """)
    var numbers: [Link: Int] = [:]
    var known: [RecordedCause] = []
    var causes: [Int64: [RecordedCause]] = [:]
    var finding: Int64?
    var links: [Link] = []
    func close() throws {
      guard let finding else { return }
      causes[finding] = try composed(links).map { link in
        var link = link
        if since > run { swap(&link.before, &link.after) }
        if let number = numbers[link] { return known[number] }
        let cause = try cause(link, number: known.count)
        numbers[link] = known.count
        known.append(cause)
        return cause
      }
    }
    try statement.forEachRow(min(since, run), max(since, run)) { row in
      if row.number(0) != finding {
        try close()
        finding = row.number(0)
        links.removeAll(keepingCapacity: true)
      }
      links.append(Link(row))
    }
    try close()
    return causes
  }

  /// The causes of each change of one finding, by the run that noticed it.
  func causes(of finding: Int64) throws -> [Int64: [RecordedCause]] {
    var causes: [Int64: [RecordedCause]] = [:]
    var count = 0
    try BulkStatement(
      db,
      sql: """
        SELECT run, kind, resource, aspect, before, after FROM cause WHERE finding = ? ORDER BY run, ordinal
        """
    ).forEachRow(finding) { row in
      causes[row.number(0), default: []].append(try cause(Link(row), number: count))
      count += 1
    }
    return causes
  }

  /// The changes of one finding, in order, as one.
  private func composed(_ links: [Link]) -> [Link] {
    if links.count == 1 { return links }
    var whole: [Link] = []
    var places: [Link: Int] = [:]
    var others: [Link] = []
    for link in links {
      guard link.kind == "resource" else {
        if let place = others.firstIndex(where: { $0.kind == link.kind }) {
          others[place].after = link.after
        } else {
          others.append(link)
        }
        continue
      }
      var aspect = link
      (aspect.before, aspect.after) = (nil, nil)
      if let place = places[aspect] {
        whole[place].after = link.after
      } else {
        places[aspect] = whole.count
        whole.append(link)
      }
    }
    whole.removeAll { $0.before == $0.after }
    guard whole.isEmpty else { return whole }
    return others.map { link in
      var link = link
      // What was taken back is told without what it was.
      if link.before == link.after { (link.before, link.after) = (nil, nil) }
      return link
    }
  }

  private func cause(_ link: Link, number: Int) throws -> RecordedCause {
    func body(_ document: Int64?) throws -> String? {
      guard let document else { return nil }
      return try String.fetchOne(
        db.cachedStatement(sql: "SELECT recorded(hash, body) FROM document WHERE id = ?"),
        arguments: [document])
    }
    return RecordedCause(
      kind: Cause.Kind(rawValue: link.kind) ?? .resource,
      resource: try String.fetchOne(
        db.cachedStatement(sql: "SELECT arn FROM resource WHERE id = ?"),
        arguments: [link.resource]),
      aspect: link.aspect, before: try body(link.before), after: try body(link.after),
      number: number)
  }
}
