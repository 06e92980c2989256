import Foundation
import JSON
import TestSupport
import Testing

/// Questions about the account in Examples/broken.
@Suite("rolecall can and who-can")
struct AccessCommandTests {
  private static let place = "arn:aws:iam::111122223333"
  private static let region = "arn:aws:ecs:ap-northeast-1:111122223333"
  private static let passing = "order-import-states"
  private static let passed = "\(place):role/order-import-task"
  private static let toTasks = ["--context", "iam:PassedToService=ecs-tasks.amazonaws.com"]

  private static func imported() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try #require(folder.rolecall("import", Program.broken).status == 0)
    return folder
  }

  @Test("answer in the first line and by the exit code, and say why below")
  func answers() throws {
    let folder = try Self.imported()
    let question = ["can", Self.passing, "iam:PassRole", Self.passed]

    let allowed = try folder.rolecall(question + Self.toTasks)
    #expect(allowed.status == 0)
    #expect(allowed.lines.first == "allowed")
    #expect(
      allowed.lines[1]
        == "  Allowed by `Statement[1]` of inline policy `run-order-import` of role `order-import-states`"
    )

    let conditional = try folder.rolecall(question)
    #expect(conditional.status == 1)
    #expect(conditional.lines.first == "conditional on iam:PassedToService")

    let denied = try folder.rolecall(
      ["can", Self.passing, "iam:PassRole", "\(Self.place):role/tasks/order-import-task"])
    #expect(denied.status == 1)
    #expect(denied.lines.first == "denied (implicitly: no identity policy allows it)")
    #expect(denied.lines[1].contains("differs in the path"))

    let absent = try folder.rolecall(question + ["--absent", "iam:PassedToService"])
    #expect(absent.status == 1)
    #expect(
      absent.lines.first
        == "denied (implicitly: an identity policy would allow it, but for a condition)")

    let service = try folder.rolecall(
      "can", "ecs-tasks.amazonaws.com", "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q")
    #expect(service.status == 2)
    #expect(
      service.lines.first
        == "unknown: the policy of arn:aws:sqs:eu-west-1:111122223333:q not exported")
    for answer in [allowed, conditional, denied, absent] {
      #expect(answer.lines.last?.hasPrefix("  assumed: no service control policies") == true)
    }
  }

  @Test("answer in Japanese, too, and colour the first line where that is wanted")
  func languageAndColour() throws {
    let folder = try Self.imported()
    let question = ["can", Self.passing, "iam:PassRole", Self.passed]
    let japanese = try folder.rolecall(question + ["--lang", "ja"])
    #expect(japanese.lines.first == "条件付き：iam:PassedToService")
    let colours = try folder.rolecall(question + Self.toTasks + ["--color", "always"])
    #expect(colours.lines.first == "\u{1B}[32mallowed\u{1B}[0m")
    #expect(!colours.lines.dropFirst().contains { $0.contains("\u{1B}") })
  }

  @Test("answer programs with the members that a simulation has")
  func json() throws {
    let folder = try Self.imported()
    let answer = try folder.rolecall(
      ["can", Self.passing, "iam:PassRole", Self.passed, "--format", "json"] + Self.toTasks)
    #expect(answer.status == 0)
    let root = try JSONDocument(text: answer.output).root
    #expect(root["decision"]?.string == "Allowed")
    #expect(root["principal"]?.string == "\(Self.place):role/order-import-states")
    #expect(root["deniedBy"]?.isNull == true)
    #expect(root["assumed"]?.count == 1)
    let statement = root["statements"]?.elements.first { _ in true }
    #expect(statement?["policy"]?.string == "inline:run-order-import")
  }

  @Test("list the services that a role trusts among those who may assume it")
  func services() throws {
    let folder = try Self.imported()
    let answer = try folder.rolecall("who-can", "sts:AssumeRole", Self.passed)
    let first = "ecs-tasks.amazonaws.com: conditional on aws:SourceAccount"
    #expect(answer.lines.first?.hasPrefix(first) == true)
    #expect(answer.lines.dropFirst().first == "denied: 13 of 14 principals")
  }

  @Test("say that there is no such role, and that groups do not act")
  func nobody() throws {
    let folder = try Self.imported()
    let role = try folder.rolecall("who-can", "sts:AssumeRole", "\(Self.place):role/gone")
    #expect(role.status == 66)
    #expect(role.errors.contains("\(Self.place):role/gone: there is no such role"))
    let group = try folder.rolecall("can", "\(Self.place):group/admins", "s3:GetObject", "*")
    #expect(group.status == 66)
    #expect(group.errors.contains("a group does not act"))
  }

  @Test("list others whom a role trusts and no export shows")
  func strangers() throws {
    let folder = try TemporaryFolder()
    func who(_ principal: String) throws -> [String] {
      let export = """
        {"UserDetailList": [], "GroupDetailList": [], "Policies": [], "RoleDetailList": [
          {"Path": "/", "RoleName": "r", "Arn": "\(Self.place):role/r", "InstanceProfileList": [],
           "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
             {"Effect": "Allow", "Principal": \(principal), "Action": "sts:AssumeRole"}]},
           "AttachedManagedPolicies": [], "RolePolicyList": []}]}
        """
      _ = try folder.rolecall(
        "import", folder.write(export, to: "iam-get-account-authorization-details.json"))
      return try folder.rolecall("who-can", "sts:AssumeRole", "\(Self.place):role/r").lines
    }
    #expect(
      try who(#"{"AWS": "999999999999"}"#).first
        == "account 999999999999: unknown: the policies of account 999999999999 not exported")
    let role = "arn:aws:iam::999999999999:role/deploy"
    #expect(
      try who(#"{"AWS": "\#(role)"}"#).first
        == "\(role): unknown: the policies of \(role) not exported")
    #expect(
      try who(#"{"AWS": "*"}"#).prefix(3) == [
        "\(Self.place):role/r: allowed, `Statement[0]` of the trust policy",
        "anybody: unknown: the policies of anybody not exported", "denied: 0 of 2 principals",
      ])
    #expect(
      try who(#"{"Federated": "accounts.google.com"}"#).first?.hasPrefix("denied: ") == true)
  }

  @Test("say of the root user that no policy limits it")
  func root() throws {
    let folder = try Self.imported()
    let answer = try folder.rolecall("can", "\(Self.place):root", "ecs:ListClusters", "*")
    #expect(
      answer.lines.prefix(2) == ["allowed", "  The root user needs no policy, and none limits it"])
  }

  @Test("say why a policy is none, and what is odd")
  func oddities() throws {
    let folder = try TemporaryFolder()
    func role(_ name: String, _ statement: String) -> String {
      """
      {"Path": "/", "RoleName": "\(name)", "RoleId": "AROA\(name)", "Arn": "\(Self.place):role/\(name)",
       "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []}, "InstanceProfileList": [],
       "AttachedManagedPolicies": [], "RolePolicyList": [{"PolicyName": "own", "PolicyDocument":
         {"Version": "2012-10-17", "Statement": [\(statement)]}}]}
      """
    }
    let roles = [
      role("broken", #"{"Effect": "Allow", "Action": "sqs:*"}"#),
      role("odd", #"{"Effect": "Allow", "Action": "SendMessage", "Resource": "*"}"#),
    ]
    let export = """
      {"UserDetailList": [], "GroupDetailList": [], "Policies": [], "RoleDetailList": [\(roles.joined(separator: ","))]}
      """
    _ = try folder.rolecall(
      "import", folder.write(export, to: "iam-get-account-authorization-details.json"))
    let broken = try folder.rolecall("can", "broken", "sqs:SendMessage", "*")
    #expect(broken.status == 2)
    #expect(
      broken.lines.prefix(2) == [
        "unknown: inline:own not valid",
        "  `inline:own` is not a valid policy at `/Statement/0`: the statement has no Resource; name what it is about in Resource",
      ])
    let odd = try folder.rolecall("can", "odd", "sqs:SendMessage", "*")
    #expect(odd.status == 1)
    #expect(
      odd.lines.contains(
        "  odd in `inline:own` at `/Statement/0/Action`: SendMessage names no service, so it matches no action"
      ), "\(odd.output)")
  }

  @Test("list who may, with the statements to which they owe it")
  func list() throws {
    let folder = try Self.imported()
    let question = ["who-can", "iam:PassRole", "\(Self.place):role/ecsTaskExecutionRole"]
    let answer = try folder.rolecall(question + Self.toTasks)
    #expect(answer.status == 0)
    let names = ["order-import-states", "order-paid-events", "stock-sync-scheduler"]
    #expect(answer.lines.count == names.count + 2)
    for (line, name) in zip(answer.lines, names) {
      #expect(
        line.hasPrefix("\(Self.place):role/\(name): allowed, `Statement[1]` of inline policy"))
    }
    #expect(answer.lines[3] == "denied: 10 of 13 principals")
    #expect(answer.lines[4].hasPrefix("assumed: no service control policies"))

    let conditional = try folder.rolecall(question)
    #expect(conditional.lines.prefix(3).allSatisfy { $0.contains(": conditional on iam:Pass") })
    let json = try JSONDocument(
      text: folder.rolecall(question + ["--format", "json"]).output
    ).root
    #expect(json["denied"]?.int == 10)
    #expect(
      json["answers"]?.elements.map { $0["decision"]?.string } == [
        "Conditional", "Conditional", "Conditional",
      ])
    let nobody = try folder.rolecall("who-can", "iam:CreateUser", "*")
    #expect(nobody.lines.first == "denied: 13 of 13 principals")
  }

  @Test("take what the configuration assumes, and say so")
  func assumptions() throws {
    let folder = try Self.imported()
    let text = """
      {"assume": [{"accounts": "1111*", "context": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}]}
      """
    let answer = try folder.rolecall(
      "can", Self.passing, "iam:PassRole", Self.passed, "--config",
      folder.write(text, to: "c.json"))
    #expect(answer.lines.first == "allowed")
    #expect(answer.lines.last == "  assumed: iam:PassedToService is ecs-tasks.amazonaws.com")
  }
}
