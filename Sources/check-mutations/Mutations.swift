import Audit
import Checks

/// All changes of one check, and whether its cases notice them.
struct Mutations {
  private let check: Check
  private let cases: [(item: CheckCase, world: CaseRunner.World)]
  private let terms: QueryTerms
  private let passTerms: QueryTerms

  init(of check: Check) throws {
    self.check = check
    terms = QueryTerms(of: check.sql)
    passTerms = QueryTerms(of: check.passes ?? "")
    cases = try check.cases.map { ($0, try CaseRunner().world(of: $0)) }
  }

  var count: Int { 1 + check.manifest.codes.count + terms.terms.count + passTerms.terms.count }

  /// The changes that no case notices, a line each.
  func unnoticed() throws -> [String] {
    let path = "Plugins/\(check.id)/findings.sql"
    let results = try cases.map { try $0.world.run(check) }
    guard !isNoticed(results) else { return ["\(path): its cases fail as it is"] }
    var lines: [String] = []
    if !isNoticed(results.map { $0.filtered { _ in false } }) {
      lines.append("\(path): no case fails if every row passes")
    }
    for code in check.manifest.codes.keys.sorted()
    where !isNoticed(results.map({ $0.filtered { $0.code != code } })) {
      lines.append("\(path): no case fails without the code \(code)")
    }
    func lookAt(_ term: QueryTerms.Term, _ file: String, _ changed: Check) throws {
      let isNoticed = try cases.contains { item, world in
        try !world.run(changed).differences(from: item).isEmpty
      }
      guard !isNoticed else { return }
      lines.append(
        "Plugins/\(check.id)/\(file):\(term.line): no case fails without the term \(term.text)")
    }
    for term in terms.terms {
      var changed = check
      changed.sql = terms.dropping(term)
      try lookAt(term, "findings.sql", changed)
    }
    for term in passTerms.terms {
      var changed = check
      changed.passes = passTerms.dropping(term)
      try lookAt(term, "passes.sql", changed)
    }
    return lines
  }

  private func isNoticed(_ results: [CaseRunner.Result]) -> Bool {
    zip(cases, results).contains { !$1.differences(from: $0.item).isEmpty }
  }
}

extension CaseRunner.Result {
  /// The result if rows that do not satisfy a predicate passed.
  fileprivate func filtered(_ isKept: (ExpectedFinding) -> Bool) -> CaseRunner.Result {
    var result = self
    result.found = found.filter(isKept)
    result.passes += found.count - result.found.count
    return result
  }
}
