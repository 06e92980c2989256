import Foundation
import JSON
import TestSupport
import Testing

@Suite("What the program explains")
struct ExplanationTests {
  /// An audit of the broken account.
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.rolecall("audit", Program.broken)
  }

  private func finding(_ code: String) throws -> JSONValue {
    let findings = try folder.rolecall("report", "--format", "json").report()["findings"]
    return try #require(findings?.array?.first { $0["code"]?.string == code })
  }

  private func id(_ code: String) throws -> String { try #require(finding(code)["id"]?.string) }

  @Test("of a finding is the way to the task, the error, the fix and the pages that say so")
  func finding() throws {
    let answer = try folder.rolecall("explain", try id("passrole.no-allow"))
    #expect(answer.status == 0)
    for part in [
      "state machine nightly-report, state WriteReport", "├─ ✗ may not pass ──▶ task role",
      "│  ✓ calls ecs:RunTask", "is not authorized to perform: iam:PassRole",
      "\"iam:PassedToService\": \"ecs-tasks.amazonaws.com\"", "id_roles_use_passrole.html",
    ] { #expect(answer.output.contains(part), "\(part)") }
    let japanese = try folder.rolecall("explain", try id("trust.task-role"), "--lang", "ja")
    #expect(japanese.output.contains("サービスを信頼していない"))
    let plain = try folder.rolecall(
      ["explain", try id("passrole.no-allow")], environment: ["TERM": "dumb"])
    #expect(plain.output.contains("+-- x may not pass --> task role"))
  }

  @Test("of a check or a code is its page, and names are corrected")
  func check() throws {
    let check = try folder.rolecall("explain", "passrole/caller-may-pass-role")
    #expect(check.output.hasPrefix("# The caller may pass every role of the tasks it starts\n"))
    #expect(check.output.contains("## How to fix it"))
    let code = try folder.rolecall("explain", "passrole.boundary")
    #expect(code.output.contains("- `passrole.boundary` (critical)\n"))
    let wrong = try folder.rolecall("explain", "passrole.no-alow")
    #expect(wrong.status == 66 && wrong.hintLines.first?.contains("passrole.no-allow?") == true)
  }

  @Test(
    "of an error is the finding behind it, however the text is wrapped, cut or written",
    arguments: [
      (
        """
        User: arn:aws:sts::111122223333:assumed-role/StepFunctions-nightly-report-role-k3x9v2p1q/x is not authorized to \
        perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/ecsTaskExecutionRole because no identity-based \
        policy allows the iam:PassRole action (Service: AmazonECS; Status Code: 400)
        """, "passrole.no-allow"
      ),
      (
        "is not auth\n   orized to perform: iam:PassRole on resource: arn:aws:iam::1111\n   22223333:role/nightly-rep",
        "passrole.no-allow"
      ),
      (
        #"User: arn:aws:sts::${アカウントID}:assumed-role/${ロール名}/x is not authorized to perform: iam:PassRole on resource: arn:aws:iam::${アカウントID}:role/${ロール名} because no"#,
        "passrole.no-allow"
      ),
      (
        "Network Configuration must be provided when networkMode 'awsvpc' is specified. (Service: AmazonECS; Proxy: null)",
        "network.missing"
      ),
      (
        "ECS was unable to assume the role 'arn:aws:iam::111122223333:role/stock-sync-task' that was",
        "trust.task-role"
      ),
    ])
  func error(_ text: String, _ code: String) throws {
    for answer in [
      try folder.rolecall("why", text), try folder.rolecall(["why"], input: text),
    ] {
      #expect(answer.status == 0, "\(answer.errors)")
      #expect(answer.output.contains("`\(code)`"), "\(answer.output.prefix(400))")
    }
  }

  @Test(
    "of an error that no finding is behind is what the policies say, or which codes it may be of")
  func otherError() throws {
    let session = "arn:aws:sts::111122223333:assumed-role/nightly-report-task/x"
    let asked = try folder.rolecall(
      "why",
      "User: \(session) is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::a/b because no"
    )
    #expect(asked.status == 1)
    #expect(asked.output.contains("denied (implicitly: no identity policy allows it)"))
    let known = try folder.rolecall("why", "botocore.exceptions.NoCredentialsError: Unable to")
    #expect(known.status == 1)
    #expect(known.output.contains("rolecall explain taskrole.none-fargate"))
    #expect(try folder.rolecall("why", "something went wrong somewhere").status == 1)
    #expect(try folder.rolecall("why", "").status == 64)
  }

  @Test("as a fix is a policy or a command, proven; the store is as it was")
  func fix() throws {
    let before = try Data(contentsOf: URL(filePath: folder.defaultStore))
    let policy = try folder.rolecall("fix", try id("passrole.no-allow"))
    #expect(policy.status == 0)
    let document = JSONValue(try JSONDocument(text: policy.output).root)
    #expect(document["Statement"]?.array?.first?["Action"] == "iam:PassRole")
    #expect(policy.errors.contains("proven: with it the finding passes"))
    let command = try folder.rolecall("fix", try id("trust.task-role"), "--format", "cli")
    #expect(
      command.output.hasPrefix("aws iam update-assume-role-policy --role-name stock-sync-task \\\n")
    )
    // The shell takes the document as one word that is JSON.
    let words = try Answer(
      of: [
        "/bin/sh", "-c", "aws() { for word; do :; done; printf %s \"$word\"; }\n" + command.output,
      ],
      environment: [:], in: folder.path)
    #expect(JSONValue(try JSONDocument(text: words.output).root)["Version"] == "2012-10-17")
    let none = try folder.rolecall("fix", try id("network.missing"))
    #expect(none.status == 2 && none.output.isEmpty)
    #expect(none.errors.contains("NetworkConfiguration"))
    #expect(try Data(contentsOf: URL(filePath: folder.defaultStore)) == before)
  }
}
