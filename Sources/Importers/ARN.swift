/// The parts of an Amazon Resource Name.
///
/// `arn:partition:service:region:account:resource`, see
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html.
struct ARN: Hashable, Sendable {
  var text: String
  var partition: String
  var service: String
  var region: String
  var account: String
  /// All behind the fifth colon.
  var resource: Substring

  init?(_ text: String) {
    var native = text
    let parts = native.withUTF8 { bytes in
      Self.borders(bytes).map { borders in
        func part(_ start: Int, _ end: Int) -> String {
          String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
        }
        return (
          part(4, borders.0), part(borders.0 + 1, borders.1), part(borders.1 + 1, borders.2),
          part(borders.2 + 1, borders.3), borders.3 + 1
        )
      }
    }
    guard let parts else { return nil }
    self.text = native
    (partition, service, region, account) = (parts.0, parts.1, parts.2, parts.3)
    resource = native[native.utf8.index(native.startIndex, offsetBy: parts.4)...]
  }

  /// Whether the resource begins like that, and goes on.
  func hasResource(_ prefix: String) -> Bool {
    var resource = resource
    var prefix = prefix
    return resource.withUTF8 { bytes in
      prefix.withUTF8 { wanted in bytes.count > wanted.count && bytes.starts(with: wanted) }
    }
  }

  /// Where the second to the fifth colon stand; nil if a part is missing that no ARN lacks, or a space is in it.
  private static func borders(_ text: UnsafeBufferPointer<UInt8>) -> (Int, Int, Int, Int)? {
    guard text.starts(with: "arn:".utf8) else { return nil }
    var borders = (0, 0, 0, 0)
    var count = 0
    for i in 4..<text.count {
      if text[i] <= 0x20 { return nil }
      guard text[i] == UInt8(ascii: ":") else { continue }
      switch count {
      case 0: borders.0 = i
      case 1: borders.1 = i
      case 2: borders.2 = i
      case 3: borders.3 = i
      default: break
      }
      count += 1
    }
    guard count >= 4, borders.0 > 4, borders.1 > borders.0 + 1, borders.3 + 1 < text.count else {
      return nil
    }
    return borders
  }

  /// The resource behind its type: `stateMachine:nightly` and `cluster/main` give `nightly` and `main`.
  var name: Substring {
    let border = resource.utf8.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }
    return border.map { resource[resource.utf8.index(after: $0)...] } ?? resource
  }

  /// The partition that a region belongs to.
  static func partition(of region: String) -> String {
    if region.hasPrefix("cn-") { return "aws-cn" }
    if region.hasPrefix("us-gov-") { return "aws-us-gov" }
    if region.hasPrefix("us-isob-") { return "aws-iso-b" }
    if region.hasPrefix("us-iso-") { return "aws-iso" }
    return "aws"
  }

  /// The ARN of a resource whose output does not print it.
  static func text(
    _ service: String, _ resource: String, account: String, region: String
  ) -> String {
    "arn:\(partition(of: region)):\(service):\(region):\(account):\(resource)"
  }

  /// The ARN of an EventBridge rule; rules of the default bus do not name it.
  static func rule(bus: String, name: String, account: String, region: String) -> String {
    let path = bus.isEmpty || bus == "default" ? name : "\(bus)/\(name)"
    return "arn:\(partition(of: region)):events:\(region):\(account):rule/\(path)"
  }
}
