import Findings
import JSON

/// Findings that one fix mends: one missing permission of a role that twelve state machines use is one group with
/// twelve places.
struct FixGroup {
  let fix: Fix
  /// In the order of the report; never empty.
  private(set) var findings: [Finding]

  /// The worst, and of these the first.
  var first: Finding { findings[0] }

  /// Groups findings by their fix, what mends most first.
  ///
  /// That is the group with the most critical findings, then the most high ones, and so
  /// on. Groups that are alike keep the order of the report.
  static func groups(of findings: some Sequence<Finding>) -> [FixGroup] {
    var groups: [FixGroup] = []
    var places: [Fix: Int] = [:]
    for finding in findings {
      let fix = Fix(finding)
      if let place = places[fix] {
        groups[place].findings.append(finding)
      } else {
        places[fix] = groups.count
        groups.append(FixGroup(fix: fix, findings: [finding]))
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

  /// What several findings say of something, each text once, in their order.
  func distinct(_ text: (Finding) -> String?) -> [String] {
    var seen: Set<String> = []
    return findings.compactMap(text).filter { seen.insert($0).inserted }
  }

  /// What the findings are about: the resources asked for or, where there are none, the roles.
  var resources: [String] { distinct { $0.resource ?? $0.role } }
}
