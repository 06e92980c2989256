import Findings
import JSON

/// Findings that one fix mends: one missing permission of a role that twelve state machines use is one group with
/// twelve places.
struct FixGroup {
  /// In the order of the report; never empty.
  private(set) var findings: [Finding]

  /// The one that speaks for all: the worst, and of these the first.
  var first: Finding { findings[0] }

  /// Groups findings by their fix, what mends most first.
  ///
  /// That is the group with the most critical findings, then the most high ones, and so
  /// on. Groups that are alike keep the order of the report.
  static func groups(of findings: some Sequence<Finding>) -> [FixGroup] {
    var groups: [FixGroup] = []
    var places: [Key: Int] = [:]
    for finding in findings {
      let key = Key(finding)
      if let place = places[key] {
        groups[place].findings.append(finding)
      } else {
        places[key] = groups.count
        groups.append(FixGroup(findings: [finding]))
      }
    }
    let weights = groups.map(\.weight)
    return groups.indices.sorted { a, b in
      weights[a] == weights[b] ? a < b : weights[b].lexicographicallyPrecedes(weights[a])
    }.map { groups[$0] }
  }

  /// How many findings of each severity there are, the worst first.
  private var weight: [Int] {
    var counts = [0, 0, 0, 0, 0]
    for finding in findings { counts[4 - finding.severity.rank] += 1 }
    return counts
  }

  /// What two findings have in common when one fix mends both.
  private struct Key: Hashable {
    var code: String
    /// What is to be changed.
    var target: String
    /// What the change is about.
    var about: String

    init(_ finding: Finding) {
      code = finding.code
      about = ""
      if let role = finding.role, Self.mendsTrust(finding) {
        target = role
      } else if let caller = finding.callerRole, let asked = finding.role ?? finding.resource,
        finding.action != nil || finding.remediation.policy != nil
      {
        target = caller
        about = asked
      } else {
        target = finding.role ?? finding.identity.subject
      }
    }

    /// Whether the fix is in a trust policy, whoever needs it: such a policy says whom it admits.
    private static func mendsTrust(_ finding: Finding) -> Bool {
      if finding.identity.check.hasPrefix("trust/") { return true }
      let statements = finding.remediation.policy?["Statement"]
      return (statements?.array ?? statements.map { [$0] } ?? []).contains {
        $0["Principal"] != nil
      }
    }
  }
}
