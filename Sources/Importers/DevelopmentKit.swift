/// An AWS SDK, by the name of its package, in the version in which it is installed.
struct DevelopmentKit {
  /// As its kind of packages calls it: `boto3`, `aws-sdk`, `com.amazonaws:aws-java-sdk-core`.
  let name: String
  let version: String

  /// The packages that decide whether an application gets the credentials of a task role.
  private static let names: Set<String> = [
    "aws-cli", "aws-java-sdk-core", "aws-sdk", "aws-sdk-core", "aws-sdk-cpp", "aws-sdk-go",
    "aws-sdk-php", "awscli",
    "awssdk.core", "boto3", "botocore",
  ]

  /// Takes a package; nil if it is none of these, or its version is not made of numbers.
  init?(package: some StringProtocol, version: some StringProtocol) {
    let last = package.split { $0 == "/" || $0 == ":" }.last.map { $0.lowercased() } ?? ""
    let digits = version.hasPrefix("v") ? version.dropFirst() : version[...]
    let number = digits.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    guard Self.names.contains(last), number.split(separator: ".").count >= 2,
      number.utf8.count <= 24
    else { return nil }
    name = last
    self.version = String(number)
  }

  /// Reads `boto3==1.4.0`, `aws-sdk@2.4.7`, `aws-sdk (2.3.22)` or `aws-cli/1.10.47 Python/2.7`.
  init?(line: Substring) {
    let text = line.drop { $0.isWhitespace }
    if text.hasPrefix("aws-cli/") {
      self.init(
        package: "aws-cli", version: text.dropFirst("aws-cli/".count).prefix { !$0.isWhitespace })
      return
    }
    // The name of a package may begin with an at sign.
    guard let border = text.dropFirst().firstIndex(where: { "=@( ".contains($0) }) else {
      return nil
    }
    let version = text[border...].drop { "=@( ".contains($0) }
    self.init(package: text[..<border], version: version.prefix { !" ,)".contains($0) })
  }
}
