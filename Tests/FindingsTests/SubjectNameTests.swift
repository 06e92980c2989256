import Findings
import Testing

@Suite("The name of a subject")
struct SubjectNameTests {
  @Test("is read from its ARN", arguments: NamedSubject.all)
  func names(_ subject: NamedSubject) {
    let name = SubjectName(subject.arn)
    #expect([name.account, name.region, name.kind, name.name] == subject.parts)
  }
}

/// An ARN with its account, region, kind and name.
struct NamedSubject: Sendable, CustomTestStringConvertible {
  let arn: String
  let parts: [String]
  var testDescription: String { arn.debugDescription }

  init(_ arn: String, _ parts: String...) {
    self.arn = arn
    self.parts = parts
  }

  static let all = [
    NamedSubject(
      "arn:aws:states:eu-west-1:111122223333:stateMachine:nightly", "111122223333", "eu-west-1",
      "state-machine", "nightly"),
    NamedSubject(
      "arn:aws:events:eu-west-1:111122223333:rule/hourly", "111122223333", "eu-west-1", "rule",
      "hourly"),
    NamedSubject(
      "arn:aws:events:eu-west-1:111122223333:rule/orders/hourly", "111122223333", "eu-west-1",
      "rule", "orders/hourly"),
    NamedSubject(
      "arn:aws:scheduler:eu-west-1:111122223333:schedule/default/sync", "111122223333",
      "eu-west-1", "schedule", "default/sync"),
    NamedSubject(
      "arn:aws:ecs:eu-west-1:111122223333:task-definition/app:7", "111122223333", "eu-west-1",
      "task-definition", "app:7"),
    NamedSubject(
      "arn:aws:ecs:eu-west-1:111122223333:cluster/main", "111122223333", "eu-west-1", "cluster",
      "main"),
    NamedSubject(
      "arn:aws:ecs:eu-west-1:111122223333:service/main/web", "111122223333", "eu-west-1",
      "service", "main/web"),
    NamedSubject(
      "arn:aws:iam::111122223333:role/path/app", "111122223333", "", "role", "path/app"),
    NamedSubject(
      "arn:aws-cn:ecs:cn-north-1:111122223333:cluster/main", "111122223333", "cn-north-1",
      "cluster", "main"),
    NamedSubject(
      "arn:aws:s3:::bucket/key:1", "", "", "resource", "bucket/key:1"),
    NamedSubject(
      "arn:aws:ecs:eu-west-1:111122223333:cluster", "111122223333", "eu-west-1", "cluster",
      "cluster"),
    NamedSubject(
      "arn:aws:states:eu-west-1:111122223333:stateMachine:", "111122223333", "eu-west-1",
      "state-machine", "stateMachine:"),
    NamedSubject("app", "", "", "resource", "app"), NamedSubject("", "", "", "resource", ""),
    NamedSubject("arn:aws:ecs", "", "", "resource", "arn:aws:ecs"),
    NamedSubject("urn:a:ecs:r:1:cluster/x", "", "", "resource", "urn:a:ecs:r:1:cluster/x"),
  ]
}
