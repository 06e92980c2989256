import Audit
import Findings
import GRDB
import JSON
import Store
import Testing

@Suite("A state that calls with the Credentials of another role")
struct CredentialsTests {
  private static let account = SmallAccount().account
  private static let target = "arn:aws:iam::\(account):role/app-runner"

  /// A policy of the machine's own role that lets it assume others, or not.
  private static func assuming(_ effect: String, _ resource: String) -> JSONValue {
    [
      "Version": "2012-10-17",
      "Statement": [
        ["Effect": .string(effect), "Action": "sts:AssumeRole", "Resource": .string(resource)]
      ],
    ]
  }

  /// The account in which every task is run by a role that may pass what it has to.
  private static func account(
    own: JSONValue, trusted: JSONValue, policy: JSONValue = SmallAccount.passing("app-*")
  ) -> SmallAccount {
    var account = SmallAccount(policy: own)
    account.machines = ["nightly"]
    account.credentials = target
    account.roles["app-runner"] = SmallAccount.Role(principal: trusted, policy: policy)
    return account
  }

  private static let caller: JSONValue = ["AWS": .string(SmallAccount().caller)]

  @Test("passes roles as that role does, where the machine's own role may assume it")
  func allowed() throws {
    let nights = try Nights()
    let outcome = try nights.audit(
      Self.account(own: Self.assuming("Allow", Self.target), trusted: Self.caller))
    #expect(try nights.needs("pass-role") == ["allowed -", "allowed -"])
    #expect(try nights.needs("assume-role") == ["allowed -"])
    // As which of the two roles Step Functions makes its rule is nowhere said, and only one of them may.
    #expect(outcome.report.lines(.new) == ["runtask.undecided nightly"])
  }

  struct Refusal: CustomTestStringConvertible {
    var testDescription: String
    var own: JSONValue
    var trusted: JSONValue
    var decision: String
  }

  @Test(
    "passes nothing for sure where that role cannot be assumed for sure",
    arguments: [
      Refusal(
        testDescription: "not allowed", own: assuming("Allow", "arn:aws:iam::*:role/other"),
        trusted: caller, decision: "implicitly-denied credentials"),
      Refusal(
        testDescription: "denied", own: assuming("Deny", "*"), trusted: caller,
        decision: "explicitly-denied credentials"),
      Refusal(
        testDescription: "another role is trusted", own: assuming("Allow", "*"),
        trusted: ["AWS": "arn:aws:iam::111122223333:role/other"],
        decision: "implicitly-denied credentials"),
      Refusal(
        testDescription: "only the service is trusted", own: assuming("Allow", "*"),
        trusted: ["Service": "states.amazonaws.com"], decision: "implicitly-denied credentials"),
    ])
  func refused(_ refusal: Refusal) throws {
    let nights = try Nights()
    let outcome = try nights.audit(Self.account(own: refusal.own, trusted: refusal.trusted))
    #expect(try nights.needs("assume-role") == [refusal.decision])
    #expect(try nights.needs("pass-role") == ["unknown credentials", "unknown credentials"])
    #expect(
      outcome.report.lines(.new).filter { $0.hasPrefix("passrole") } == [
        "passrole.undecided nightly", "passrole.undecided nightly",
      ])
  }

  @Test("is refused what that role may not pass, whoever may assume it")
  func refusalStays() throws {
    let nights = try Nights()
    try nights.audit(
      Self.account(
        own: Self.assuming("Deny", "*"), trusted: Self.caller,
        policy: SmallAccount.passing("other-*")))
    #expect(
      try nights.needs("pass-role") == [
        "implicitly-denied no-allow", "implicitly-denied no-allow",
      ])
  }

  @Test("means by short names what stands in the account of that role")
  func otherAccount() throws {
    var account = SmallAccount()
    account.machines = ["nightly"]
    account.definitions["nightly"] = """
      {"StartAt": "Run", "States": {"Run": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask", "End": true,
        "Credentials": {"RoleArn": "arn:aws:iam::444455556666:role/app-runner"},
        "Parameters": {"Cluster": "work", "TaskDefinition": "app", "Overrides": {"TaskRoleArn": "app-task"}}}}}
      """
    let nights = try Nights()
    try nights.audit(account)
    let (cluster, role, task) = try nights.store.writer.read { db in
      (
        try String.fetchOne(db, sql: "SELECT cluster FROM launch"),
        try String.fetchOne(db, sql: "SELECT task_role FROM launch"),
        try String.fetchOne(db, sql: "SELECT task_is FROM launch")
      )
    }
    #expect(cluster == "arn:aws:ecs:eu-west-1:444455556666:cluster/work")
    #expect(role == "arn:aws:iam::444455556666:role/app-task")
    #expect(task == "unread")
  }

  @Test("still needs Step Functions to be able to assume the machine's own role")
  func serviceRole() throws {
    var account = Self.account(
      own: Self.assuming("Allow", Self.target), trusted: Self.caller)
    account.callerTrusts = "lambda.amazonaws.com"
    let nights = try Nights()
    try nights.audit(account)
    let asked = try nights.store.writer.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT n.role, n.decision, l.service_role, l.caller FROM need n JOIN launch l ON l.subject_id = n.subject_id
          WHERE n.purpose = 'assume' AND n.slot = 'caller'
          """)
    }
    #expect(asked.count == 1)
    #expect(asked.first?["role"] == account.caller)
    #expect(asked.first?["decision"] == "implicitly-denied")
    #expect(asked.first?["service_role"] == account.caller)
    #expect(asked.first?["caller"] == Self.target)
  }
}
