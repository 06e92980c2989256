import Foundation
import IAM

/// Measures how many PassRole decisions a second one core makes, each decided anew, and holds every one of them against
/// the uncompiled path.
///
/// The number of callers and of roles may be given; `scripts/bench iam` takes the usual one.
@main
struct IAMBench {
  private static let runs = 5
  private static let secondsARun = 1.0

  static func main() throws {
    let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 200
    let account = try BenchAccount(callers: count, roles: count)
    let statements = account.callers.map(BenchAccount.statements)
    let conditioned = statements.map { $0.filter(\.hasCondition).count }.reduce(0, +)
    let all = statements.map(\.count)
    print(
      """
      \(count) callers x \(count) roles: \(all.min() ?? 0) to \(all.max() ?? 0) statements a caller, \
      \(conditioned * 100 / all.reduce(0, +)) of 100 conditioned, a boundary, \
      \(account.callers[0].policies.serviceControl?.count ?? 0) levels of service control policies
      """)

    let outcomes = try check(account)
    print(
      "verdicts, all equal to those of the uncompiled path: "
        + outcomes.sorted { $0.key.rawValue < $1.key.rawValue }
        .map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", "))

    let rates = (0..<runs).map { _ in rate(account) }.sorted()
    print(
      """
      PassRole decisions a second on one core: \(millions(rates[runs / 2])) \
      (\(millions(rates[0])) to \(millions(rates[runs - 1])), median of \(runs) runs)
      """)
  }

  /// Compares each verdict with that of the uncompiled path; tells how many there are of each kind.
  static func check(_ account: BenchAccount) throws -> [Decision.Outcome: Int] {
    var outcomes: [Decision.Outcome: Int] = [:]
    for caller in account.callers {
      let uncompiled = try UncompiledPolicies(caller.policies)
      for role in account.roles {
        let outcome = caller.policies.decide(
          request(caller, role, context(of: caller)), reasons: .never
        ).outcome
        let expected = try uncompiled.decide(
          UncompiledPolicies.Question(
            action: "iam:PassRole", resource: role,
            context: keys(of: caller).reduce(into: [:]) { $0[$1.key.lowercased()] = [$1.value] }))
        guard outcome == expected else { throw Difference(caller.arn, role, outcome, expected) }
        outcomes[outcome, default: 0] += 1
      }
    }
    return outcomes
  }

  /// Decides for every caller and role, over and over; nothing is remembered from one decision to the next.
  private static func rate(_ account: BenchAccount) -> Double {
    let start = processorSeconds()
    var decisions = 0
    var allowed = 0
    var elapsed = 0.0
    while elapsed < secondsARun {
      for caller in account.callers {
        var request = request(caller, account.roles[0], context(of: caller))
        for role in account.roles {
          request.resource = role
          let decision = caller.policies.decide(request, reasons: .never)
          if decision.outcome == .allowed { allowed += 1 }
        }
        decisions += account.roles.count
      }
      elapsed = processorSeconds() - start
    }
    precondition(allowed > 0)
    return Double(decisions) / elapsed
  }

  private static func request(
    _ caller: BenchAccount.Caller, _ role: String, _ context: RequestContext
  ) -> Request {
    Request(
      principal: .role(arn: caller.arn), action: "iam:PassRole", resource: role,
      resourceAccount: BenchAccount.id, context: context)
  }

  private static func keys(of caller: BenchAccount.Caller) -> [String: String] {
    [
      "iam:PassedToService": BenchAccount.service, "aws:PrincipalArn": caller.arn,
      "aws:PrincipalAccount": BenchAccount.id, "aws:ResourceAccount": BenchAccount.id,
      "aws:RequestedRegion": "ap-northeast-1", "aws:SecureTransport": "true",
      "aws:PrincipalType": "AssumedRole",
    ]
  }

  private static func context(of caller: BenchAccount.Caller) -> RequestContext {
    RequestContext(keys(of: caller).mapValues(ContextValue.value), unlisted: .absent)
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func millions(_ rate: Double) -> String {
    String(format: "%.2f million", rate / 1e6)
  }
}

/// A verdict on which the two paths do not agree.
private struct Difference: Error, CustomStringConvertible {
  let description: String

  init(
    _ caller: String, _ role: String, _ outcome: Decision.Outcome, _ expected: Decision.Outcome
  ) {
    description =
      "\(caller) passing \(role) is \(outcome.rawValue), by the uncompiled path \(expected.rawValue)"
  }
}
