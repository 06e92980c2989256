/// An AWS SDK and the first of its versions that asks for the credentials of a task role.
///
/// What is not named here has always done so: the later generations of SDKs.
/// Source: the guide of 2018 behind
/// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html (support was added on 2016-07-13)
struct SDKVersion {
  let name: String
  let version: String
  let needed: String

  private static let first = [
    "pypi/awscli": "1.10.47", "pypi/botocore": "1.4.37", "pypi/boto3": "1.4.0",
    "maven/aws-java-sdk-core": "1.11.16", "npm/aws-sdk": "2.4.7", "golang/aws-sdk-go": "1.2.5",
    "nuget/awssdk.core": "3.1.6", "composer/aws-sdk-php": "3.18.28", "gem/aws-sdk": "2.3.22",
    "gem/aws-sdk-core": "2.3.22", "conan/aws-sdk-cpp": "0.12.19",
  ]

  init?(name: String, version: String) {
    guard let needed = Self.first[name] else { return nil }
    self.name = name
    self.version = version
    self.needed = needed
  }

  var isOutdated: Bool {
    Self.numbers(version).lexicographicallyPrecedes(Self.numbers(needed))
  }

  private static func numbers(_ version: String) -> [Int] {
    version.split(separator: ".").map { Int($0) ?? 0 }
  }
}
