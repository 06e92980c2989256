import IAM
import Testing

@testable import iam_bench

/// Two evaluators that have nothing in common but the texts of the statements.
@Suite("The compiled policies")
struct UncompiledPoliciesTests {
  @Test("decide as the uncompiled ones do", arguments: 0..<8 as Range<UInt64>)
  func agreement(seed: UInt64) throws {
    var random = RandomPolicies(seed: 100 + seed)
    let actions = ["s3:GetObject", "S3:putobject", "s3:GetBucketPolicy", "sqs:SendMessage"]
    let resources = ["arn:aws:s3:::b/k", "arn:aws:s3:::b/other", "arn:aws:s3:::d"]
    var differences: [String] = []
    for round in 0..<400 {
      let policies = try random.set()
      let context = random.context()
      let action = random.pick(actions)
      let resource = random.pick(resources)
      let values = context.mapValues { value -> [String] in
        if case .values(let values) = value { values } else { [] }
      }
      let expected = try UncompiledPolicies(policies).decide(
        UncompiledPolicies.Question(action: action, resource: resource, context: values))
      let outcome = policies.decide(
        request(action, resource, context: context), reasons: .never
      ).outcome
      if outcome != expected {
        differences.append("round \(round): \(outcome) is not \(expected)")
      }
    }
    #expect(differences.isEmpty)
  }

  @Test("decide as the uncompiled ones do about the account that is measured")
  func benchAccount() throws {
    let account = try BenchAccount(callers: 6, roles: 12)
    let outcomes = try IAMBench.check(account)
    #expect(outcomes.values.reduce(0, +) == 72)
    #expect(outcomes.keys.contains(.allowed))
    #expect(outcomes.keys.contains(.implicitlyDenied))
    #expect(account.callers.allSatisfy { BenchAccount.statements(of: $0).count >= 30 })
  }
}
