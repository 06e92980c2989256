/// An AWS SDK, by the name of its package, in the version in which it is installed.
struct DevelopmentKit {
  /// The kind of package and its name, `pypi/boto3`.
  let name: String
  let version: String

  /// The packages that decide whether an application gets the credentials of a task role.
  private static let names: Set<String> = [
    "composer/aws-sdk-php", "conan/aws-sdk-cpp", "gem/aws-sdk", "gem/aws-sdk-core",
    "golang/aws-sdk-go", "maven/aws-java-sdk-core", "npm/aws-sdk", "nuget/awssdk.core",
    "pypi/awscli", "pypi/boto3", "pypi/botocore",
  ]

  /// Takes a package of a kind; nil if it is none of these, or its version is not made of numbers.
  private init?(_ kind: Substring, _ package: Substring, _ version: Substring) {
    let name = "\(kind)/\(package.split(separator: "/").last ?? "")".lowercased()
    let number = (version.hasPrefix("v") ? version.dropFirst() : version)
      .prefix { $0.isASCII && $0.isNumber || $0 == "." }
    guard Self.names.contains(name), number.split(separator: ".").count >= 2,
      number.utf8.count <= 24
    else { return nil }
    self.name = name
    self.version = String(number)
  }

  /// Reads `boto3==1.4.0`, `aws-sdk@2.4.7`, `aws-sdk (2.3.22)` or `aws-cli/1.10.47 Python/2.7`.
  init?(line: Substring) {
    let text = line.drop { $0.isWhitespace }
    if text.hasPrefix("aws-cli/") {
      let version = text.dropFirst("aws-cli/".count).prefix { !$0.isWhitespace }
      self.init("pypi", "awscli", version)
      return
    }
    for (mark, kind) in [("==", "pypi"), ("@", "npm"), (" (", "gem")] {
      // The name of a package may begin with an at sign, and a scope is another package.
      guard !text.isEmpty, let border = text.dropFirst().firstRange(of: mark) else { continue }
      let version = text[border.upperBound...].prefix { !" ,)".contains($0) }
      guard !text.hasPrefix("@") else { return nil }
      self.init(kind[...], text[..<border.lowerBound], version)
      return
    }
    return nil
  }

  /// Reads a package URL, `pkg:pypi/boto3@1.4.0`.
  ///
  /// https://github.com/package-url/purl-spec
  init?(packageURL text: String) {
    guard text.hasPrefix("pkg:") else { return nil }
    let path = text.dropFirst("pkg:".count).prefix { $0 != "?" && $0 != "#" }
    guard let slash = path.firstIndex(of: "/"), let at = path.lastIndex(of: "@"), slash < at else {
      return nil
    }
    let package = path[path.index(after: slash)..<at]
    // A scope of npm is another package.
    if package.hasPrefix("@") || package.hasPrefix("%40") { return nil }
    self.init(path[..<slash], package, path[path.index(after: at)...])
  }
}
