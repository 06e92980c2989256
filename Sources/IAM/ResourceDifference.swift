/// In what entries of Resource differ from the ARN that was asked for.
struct ResourceDifference {
  private typealias Difference = EntryMismatch.Difference
  private typealias Text = ArraySlice<UInt8>

  private let asked: [Text]
  private let type: Text
  private let name: Text
  /// Whether the sixth part begins with a type: that of S3 does with the name of a bucket.
  private let hasType: Bool

  init(_ resource: String) {
    asked = ArnPattern.split(Array(resource.utf8))
    hasType = asked.count > 2 && !asked[2].elementsEqual("s3".utf8)
    (type, name) = Self.typed(asked[asked.count - 1], hasType)
  }

  /// Compares an entry that does not match; empty where the two have nothing in common.
  func differences(_ entry: String) -> [EntryMismatch.Difference] {
    guard asked.count == ArnPattern.partCount else { return [] }
    let own = ArnPattern.split(Array(entry.utf8))
    guard own.count == ArnPattern.partCount else {
      return own.count == 1 && Self.isSame(own[0], Self.last(of: asked[5])) ? [.bareName] : []
    }
    if own[2].elementsEqual("sts".utf8), asked[2].elementsEqual("iam".utf8) {
      let names = own[5].split(separator: UInt8(ascii: "/"))
      let isSession = names.count >= 2 && names[0].elementsEqual("assumed-role".utf8)
      return isSession && names[1] == Self.last(of: asked[5]) ? [.session] : []
    }
    var differences: [Difference] = []
    if !Self.matches(own[1], asked[1]) { differences.append(.partition) }
    if !Self.matches(own[2], asked[2]) { differences.append(.service) }
    if !Self.matches(own[3], asked[3]) { differences.append(.region) }
    if !Self.matches(own[4], asked[4]) { differences.append(.account) }
    guard !Self.matches(own[5], asked[5]) else { return differences }
    guard let difference = difference(own[5]) else { return [] }
    return differences + [difference]
  }

  /// Compares the sixth parts; nil where they have nothing in common.
  private func difference(_ own: Text) -> Difference? {
    let (ownType, ownName) = Self.typed(own, hasType)
    guard ownType == type else { return Self.matches(ownName, name) ? .type : nil }
    if type.elementsEqual("role".utf8) || type.elementsEqual("policy".utf8)
      || type.elementsEqual("instance-profile".utf8)
    {
      if Self.isSame(own, asked[5]) { return .letterCase }
      return Self.isSame(Self.last(of: own), Self.last(of: asked[5])) ? .path : nil
    }
    if Self.matches(Text(own.map(asciiLowercased)), Text(asked[5].map(asciiLowercased))) {
      return .letterCase
    }
    if type.elementsEqual("task-definition".utf8) {
      let isColon = { (byte: UInt8) in byte == UInt8(ascii: ":") }
      let family = ownName.prefix { !isColon($0) }
      return Self.matches(family, name.prefix { !isColon($0) }) ? .revision : nil
    }
    return nil
  }

  private static func typed(_ part: Text, _ hasType: Bool) -> (type: Text, name: Text) {
    guard hasType,
      let end = part.firstIndex(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") })
    else { return (part.prefix(0), part) }
    return (part[..<end], part[(end + 1)...])
  }

  /// What follows the last slash.
  private static func last(of part: Text) -> Text {
    part[(part.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? part.startIndex)...]
  }

  private static func isSame(_ left: Text, _ right: Text) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy { asciiLowercased($0) == asciiLowercased($1) }
  }

  private static func matches(_ pattern: Text, _ text: Text) -> Bool {
    pattern == text || Glob(bytes: Glob.encode(pattern)).matches(Array(text))
  }
}
