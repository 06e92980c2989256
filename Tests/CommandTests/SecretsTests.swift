import Foundation
import TestSupport
import Testing

@Suite("Secrets in an export")
struct SecretsTests {
  private static let canary = "cAnArY-5e3c9a"
  private static let region = "111122223333/ap-northeast-1/"

  @Test("reach neither the store nor anything that is printed")
  func canary() throws {
    let folder = try TemporaryFolder()
    let export = try Export(in: folder)
    try Self.plant(in: export)
    var printed = [
      try folder.rolecall("import", "export", "--db", "imported.db"),
      try folder.rolecall("audit", "export"),
    ]
    for format in ["markdown", "json"] {
      for language in ["en", "ja"] {
        printed.append(
          try folder.rolecall("report", "--all", "--format", format, "--lang", language))
      }
    }
    for answer in printed {
      #expect(answer.status == 0, "\(answer.errors)")
      #expect(!(answer.output + answer.errors).contains(Self.canary))
    }
    let stores = ["imported.db", "state/rolecall/rolecall.db"]
    for store in stores {
      let bytes = try Data(contentsOf: URL(filePath: folder.path(store)))
      #expect(bytes.firstRange(of: Data("nightly-report".utf8)) != nil)
      #expect(bytes.firstRange(of: Data(Self.canary.utf8)) == nil)
    }
    #expect(try folder.text("export/" + Export.stateMachine).contains(Self.canary))
  }

  /// Writes the canary wherever people write secrets.
  private static func plant(in export: Export) throws {
    let definition = region + "ecs/describe-task-definition/nightly-report__1.json"
    try export.replace("\"value\": \"1\"", in: definition, with: "\"value\": \"\(canary)\"")
    try export.replace(
      "\"essential\": true,", in: definition,
      with: """
        "essential": true, "entryPoint": ["sh", "-c"], "command": ["run --password \(canary)"],
        "healthCheck": {"command": ["CMD", "\(canary)"]}, "dockerLabels": {"token": "\(canary)"},
        """)
    try export.replace(
      "\"awslogs-stream-prefix\": \"ecs\"", in: definition,
      with: "\"awslogs-stream-prefix\": \"ecs\", \"splunk-token\": \"\(canary)\"")
    try export.changeDefinition {
      $0.replacing(
        "\"LaunchType\": \"FARGATE\",",
        with: """
          "LaunchType": "FARGATE", "Overrides": {"ContainerOverrides": [{"Name": "nightly-report",
          "Command": ["--key=\(canary)"], "Environment": [{"Name": "KEY", "Value": "\(canary)"},
          {"Name": "URL", "Value": "https://user:\(canary)@example.com/x?token=\(canary)"},
          {"Name": "MADE", "Value.$": "States.Format('\(canary) {}', $.x)"}]}]},
          "Tags": [{"Key": "k", "Value": "\(canary)"}],
          """)
    }
    let input =
      #"{\"containerOverrides\": [{\"environment\": [{\"name\": \"A\", \"value\": \"\#(canary)\"}]}]}"#
    try export.replace(
      "\"RetryPolicy\": {", in: region + "scheduler/get-schedule/warehouse/stock-sync.json",
      with: "\"Input\": \"\(input)\", \"RetryPolicy\": {")
    try export.replace(
      "\"Id\": \"thumbnail\",", in: region + "events/list-targets-by-rule/default/thumbnail.json",
      with: "\"Id\": \"thumbnail\", \"Input\": \"\(input)\",")
  }
}
