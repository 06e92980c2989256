import Audit
import Findings
import Importers
import JSON
import Testing
import World

@Suite("What the configuration assumes")
struct AssumptionTests {
  /// An account whose caller may pass roles only in an organization, or from an address.
  private static func account(_ key: String, _ value: String) -> SmallAccount {
    var account = SmallAccount()
    account.policy = [
      "Version": "2012-10-17",
      "Statement": [
        [
          "Effect": "Allow", "Action": "*", "Resource": "*",
          "Condition": ["StringEquals": [key: .string(value)]],
        ]
      ],
    ]
    return account
  }

  private static func organization(_ id: String, accounts: String = "*") -> Assumption {
    Assumption(accounts: accounts, context: ["aws:PrincipalOrgID": [id]])
  }

  private static let account = account("aws:PrincipalOrgID", "o-1")

  @Test("decides what hung on it, and the report says so")
  func decides() throws {
    let nights = try Nights()
    let before = try nights.audit(Self.account)
    #expect(try Set(nights.needs("pass-role")) == ["conditional keys"])
    #expect(!before.report.run.assumptions.contains { $0.hasPrefix("assumed") })

    let after = try nights.audit(Self.account.source, assuming: [Self.organization("o-1")])
    #expect(try Set(nights.needs("pass-role")) == ["allowed -"])
    let assumed = "assumed: aws:PrincipalOrgID is o-1"
    #expect(after.report.run.assumptions.contains(assumed))
    #expect(after.report.rendered.contains { $0.contains(assumed) })
    let again = try ReportBuilder(nights.store, language: "ja").report(of: after.run)
    #expect(again.run.assumptions.contains("前提：aws:PrincipalOrgID は o-1"))
    #expect(!after.report.lines(.resolved).isEmpty || before.report.findings.isEmpty)
    #expect(
      after.report.findings.filter { $0.status == .resolved }
        .allSatisfy { $0.cause.contains { $0.kind == .configuration } })
  }

  @Test("is about the accounts that it names, and the first of several counts")
  func accounts() throws {
    let nights = try Nights()
    let others = try nights.audit(
      Self.account.source, assuming: [Self.organization("o-1", accounts: "9*")])
    #expect(try Set(nights.needs("pass-role")) == ["conditional keys"])
    #expect(!others.report.run.assumptions.contains { $0.hasPrefix("assumed") })
    let both = [Self.organization("o-2", accounts: "1111*"), Self.organization("o-1")]
    let first = try nights.audit(Self.account.source, assuming: both)
    #expect(try Set(nights.needs("pass-role")) == ["implicitly-denied condition"])
    #expect(
      first.report.run.assumptions.contains(
        "assumed: aws:PrincipalOrgID is o-2 in accounts 1111*"))
  }

  @Test("does not outdo what is known")
  func known() throws {
    let account = Self.account("iam:PassedToService", "elsewhere.amazonaws.com")
    let nights = try Nights()
    let assumption = Assumption(
      accounts: "*", context: ["iam:PassedToService": ["elsewhere.amazonaws.com"]])
    try nights.audit(account.source, assuming: [assumption])
    #expect(try Set(nights.needs("pass-role")) == ["implicitly-denied condition"])
  }

  @Test("of organizations is no part of what services ask, but for whom they ask")
  func services() throws {
    func needs(_ key: String) throws -> Set<String> {
      var account = SmallAccount()
      account.trustCondition = ["StringEquals": [key: "o-1"]]
      let nights = try Nights()
      try nights.audit(
        account.source, assuming: [Assumption(accounts: "*", context: [key: ["o-1"]])])
      return try Set(nights.needs("assume"))
    }
    #expect(try needs("aws:SourceOrgID") == ["allowed -"])
    #expect(try needs("aws:PrincipalOrgID") == ["conditional keys"])
  }
}
