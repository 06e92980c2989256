import Foundation
import Testing

/// What can be said of the script without an account.
@Suite("The export script")
struct ExportScriptTests {
  struct WrongUse: CustomTestStringConvertible {
    let options: [String]
    let error: String
    var testDescription: String { options.joined(separator: " ") }
  }

  @Test(
    "refuses wrong use with an error and a hint",
    arguments: [
      WrongUse(options: ["--bogus"], error: "unknown option --bogus"),
      WrongUse(options: ["--out"], error: "--out needs a value"),
      WrongUse(options: ["--profile="], error: "--profile is empty"),
      WrongUse(options: ["--jobs", "0"], error: "--jobs 0 is not a number from 1 to 999"),
      WrongUse(options: ["--jobs", "many"], error: "--jobs many is not a number from 1 to 999"),
      WrongUse(options: ["--pause", "1.5"], error: "--pause 1.5 is not a number of seconds"),
      WrongUse(options: ["--region", "../x"], error: "not a region: ../x"),
    ])
  func wrongUse(_ use: WrongUse) throws {
    let answer = try Answer(of: [Export.script] + use.options, environment: Tools.environment())
    let lines = answer.text.split(separator: "\n")
    #expect(answer.status == 64)
    #expect(lines.first?.hasPrefix("error: \(use.error)") == true)
    #expect(lines.dropFirst().first?.hasPrefix("hint: ") == true)
  }

  @Test("says how to get an AWS CLI where there is none")
  func noCommandLine() throws {
    let answer = try Answer(of: ["/bin/bash", Export.script], environment: ["PATH": "/nowhere"])
    #expect(answer.status == 69)
    #expect(answer.text.contains("hint: install it: https://docs.aws.amazon.com/"))
  }

  @Test(
    "calls nothing but what the policy in docs/exporting.md allows, and the policy allows no more")
  func policy() throws {
    let guide = try text(of: "docs/exporting.md")
    let json = try #require(guide.firstMatch(of: /```json\n([\s\S]*?)```/)?.1)
    let policy = try JSONDecoder().decode(Policy.self, from: Data(json.utf8))
    let granted = policy.statements.flatMap(\.actions)
    #expect(Set(granted) == actions(in: try text(of: "scripts/export-account")))
    #expect(granted == granted.sorted())
    #expect(Set(granted).count == granted.count)
  }

  @Test("has each of its options in docs/exporting.md")
  func options() throws {
    let help = try Answer(of: [Export.script, "--help"], environment: Tools.environment())
    let guide = try text(of: "docs/exporting.md")
    let options = help.text.matches(of: /--[a-z]+/).map { String($0.output) }
    #expect(help.status == 0)
    #expect(options.count >= 7)
    #expect(options.filter { !guide.contains("`\($0)") } == [])
  }

  private struct Policy: Decodable {
    struct Statement: Decodable {
      let actions: [String]
      enum CodingKeys: String, CodingKey { case actions = "Action" }
    }
    let statements: [Statement]
    enum CodingKeys: String, CodingKey { case statements = "Statement" }
  }

  /// The IAM actions of the AWS CLI commands in a shell script, comments apart.
  private func actions(in script: String) -> Set<String> {
    let code = script.split(separator: "\n").filter { $0.wholeMatch(of: /\s*#.*/) == nil }
    let commands = code.joined(separator: "\n").matches(
      of:
        /\b(sts|iam|organizations|ec2|ecs|stepfunctions|events|scheduler|pipes|secretsmanager|ssm) ([a-z]+(?:-[a-z]+)+)\b/
    )
    return Set(
      commands.map { command in
        let service = command.1 == "stepfunctions" ? "states" : command.1
        let words = command.2.split(separator: "-").map {
          $0.prefix(1).uppercased() + $0.dropFirst()
        }
        return "\(service):\(words.joined())"
      })
  }

  private func text(of file: String) throws -> String {
    try String(contentsOf: Tools.repository.appending(path: file), encoding: .utf8)
  }
}
