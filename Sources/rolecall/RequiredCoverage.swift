import Findings
import Importers

/// What `--require` demands: that all of some services was exported, in every account and region that the run is about.
struct RequiredCoverage {
  private let services: [String]

  /// The services of which an export can be complete.
  private static let known = Set(
    ResourceKind.allCases.filter(\.isListed).map(\.service)
  ).sorted()

  /// - Parameter text: names of services with commas between them; nil: nothing is demanded.
  /// - Throws: `CommandFailure` for a name that is not known.
  init(_ text: String?) throws {
    services = (text ?? "").split(separator: ",").map {
      String($0.filter { !$0.isWhitespace })
    }
    let isKnown = services.allSatisfy(Self.known.contains) && (text == nil || !services.isEmpty)
    guard isKnown else {
      throw CommandFailure(
        code: .usage, message: "--require: \(text ?? "") does not name services",
        hint: "name some of \(Self.known.joined(separator: ", ")), with commas between them")
    }
  }

  /// What is missing, a line each.
  func missing(from report: Report) -> [String] {
    let all = report.coverage.filter { $0.account != "" }
    var missing: [String] = []
    for service in services {
      let kinds = Set(ResourceKind.allCases.filter { $0.service == service && $0.isListed })
      func isOfService(_ coverage: ReportedCoverage) -> Bool {
        ResourceKind(rawValue: coverage.kind).map(kinds.contains) ?? false
      }
      let isRegional = kinds.contains(where: \.isRegional)
      let areas = Set(all.map { [$0.account, isRegional ? $0.region : ""] })
        .filter { !isRegional || !$0[1].isEmpty }.sorted { $0.lexicographicallyPrecedes($1) }
      if areas.isEmpty { missing.append("nothing of \(service) was exported") }
      for area in areas {
        let place = area[1].isEmpty ? area[0] : "\(area[0]) in \(area[1])"
        let rows = all.filter { isOfService($0) && $0.account == area[0] && $0.region == area[1] }
        if rows.isEmpty { missing.append("nothing of \(service) was exported of account \(place)") }
        for row in rows where !row.complete {
          missing.append(
            "not every \(row.kind) of account \(place) was exported"
              + (row.why.map { ": \($0)" } ?? ""))
        }
      }
    }
    return missing
  }
}
