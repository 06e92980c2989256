import Foundation

/// The programs from outside that these tests use: the AWS CLI, and a Python with moto.
///
/// `scripts/test` installs them and names their folder in `ROLECALL_TOOLS`; else they are looked for in `PATH`.
enum Tools {
  static let hint =
    "the AWS CLI and a Python with moto and boto3 are needed: run ./scripts/test, which installs them below .build, or name their folder in ROLECALL_TOOLS"

  /// Says whether an export can be tried here.
  static let found =
    runs("aws", ["--version"]) && runs("python3", ["-c", "import boto3, moto.server"])

  static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The environment for a program: this process's own without its AWS settings, the tools first in `PATH`.
  static func environment(_ additions: [String: String] = [:]) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("AWS_") }
    let path = environment["PATH"] ?? "/usr/bin:/bin"
    environment["PATH"] = environment["ROLECALL_TOOLS"].map { "\($0):\(path)" } ?? path
    environment["AWS_CONFIG_FILE"] = "/dev/null"
    environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null"
    environment["AWS_EC2_METADATA_DISABLED"] = "true"
    return environment.merging(additions) { $1 }
  }

  private static func runs(_ program: String, _ arguments: [String]) -> Bool {
    let answer = try? Answer(of: [program] + arguments, environment: environment())
    return answer?.status == 0
  }
}
