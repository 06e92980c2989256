import GRDB

/// A run as people name it.
public enum RunReference: Sendable, Hashable {
  case number(Int64)
  case latest
  case first
  /// The run before the one that is meant otherwise: before the latest, or before the one that is compared.
  case previous
  /// The latest one that started at that time, RFC 3339 UTC, or before.
  case upTo(String)
}

extension Store {
  /// The run that is meant.
  ///
  /// - Throws: `StoreError` where there is none.
  public func run(_ reference: RunReference) throws -> RunRecord {
    switch reference {
    case .number(let number):
      guard let run = try run(number) else {
        throw try absence(ofRun: number)
      }
      return run
    case .previous: return try runToCompare(with: try run(.latest), .previous)
    case .latest, .first, .upTo:
      guard let run = try run(named: reference, sharing: nil) else {
        guard let first = try run(named: .first, sharing: nil) else {
          throw StoreError.noRun("the store has no run")
        }
        throw tooOld(reference, first, "")
      }
      return run
    }
  }

  /// The run with which one is to be compared.
  ///
  /// Words and times count among the runs that were about anything that this one was about.
  ///
  /// - Throws: `StoreError` where there is none, and for a number of one that was about nothing of it.
  public func runToCompare(
    with run: RunRecord, _ reference: RunReference
  ) throws -> RunRecord {
    switch reference {
    case .number:
      let other = try self.run(reference)
      guard try shareScopes(run, other) else {
        throw StoreError.noSuchRun(
          "run \(other.number) was about nothing that run \(run.number) was about",
          hint: "compare with a run of the same accounts, as --against previous does")
      }
      return other
    case .previous:
      guard let before = try self.run(before: run) else {
        throw StoreError.noSuchRun(
          "no run before run \(run.number) was about anything that it was about",
          hint: "`rolecall history` lists the runs")
      }
      return before
    case .latest, .first, .upTo:
      if let other = try self.run(named: reference, sharing: run) { return other }
      throw tooOld(
        reference, try self.run(named: .first, sharing: run) ?? run,
        " of those about what run \(run.number) was about")
    }
  }

  private func tooOld(
    _ reference: RunReference, _ first: RunRecord, _ which: String
  ) -> StoreError {
    guard case .upTo(let time) = reference else { return .noRun("the store has no run") }
    return .noSuchRun(
      "no run started at \(time) or before: the first\(which) is run \(first.number), started at \(first.started)",
      hint: "`rolecall history` lists the runs")
  }

  private func shareScopes(_ run: RunRecord, _ other: RunRecord) throws -> Bool {
    try writer.read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT * FROM run r WHERE r.id = ? AND \(Self.sharesScope))",
        arguments: [other.number, run.number]) ?? false
    }
  }

  /// Whether the run `r` was about anything that the run `?` was about.
  private static let sharesScope = """
    EXISTS (SELECT * FROM run_scope o JOIN run_scope s ON s.account = o.account AND s.region = o.region
      AND s.kind = o.kind WHERE o.run = r.id AND s.run = ?)
    """

  /// The latest or the first run, or the latest up to a time, of all or of those about the same as another.
  private func run(
    named reference: RunReference, sharing other: RunRecord?
  ) throws -> RunRecord? {
    // Of a run that was pruned only a part may be left.
    var conditions = ["r.remarks NOT IN (SELECT id FROM document WHERE body = ?)"]
    var arguments: StatementArguments = [Self.prunedRemarks]
    if case .upTo(let time) = reference {
      // Where a clock went back, a run is as late as the latest before it.
      conditions.append("r.id < coalesce((SELECT min(id) FROM run WHERE started > ?), r.id + 1)")
      arguments += [time]
    }
    if let other {
      conditions.append(Self.sharesScope)
      arguments += [other.number]
    }
    let filter = conditions.joined(separator: " AND ")
    let number = try writer.read { db in
      try Int64.fetchOne(
        db,
        sql: """
          SELECT r.id FROM run r WHERE \(filter) ORDER BY r.id \(reference == .first ? "" : "DESC") LIMIT 1
          """, arguments: arguments)
    }
    return try number.flatMap { try run($0) }
  }
}
