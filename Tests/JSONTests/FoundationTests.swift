import Foundation
import JSON
import Testing

/// Random documents and broken ones, read by this module and by Foundation.
///
/// Foundation on Linux differs where RFC 8259 leaves no doubt, and the tests name each difference:
/// it takes `[1,]` and `{"a":1,}` for JSON; it refuses strings with half a surrogate pair, which the grammar allows,
/// and numbers beyond Double's range. It guesses UTF-16 and UTF-32 from zero bytes, so no text here holds one.
@Suite("JSONDocument and JSONSerialization")
struct FoundationTests {
  @Test("read the same values from random texts")
  func values() throws {
    var random = RandomJSON(seed: 1)
    var disagreements: [String] = []
    for _ in 0..<5_000 {
      let value = random.value()
      let text = random.text(value)
      let node = try JSONDocument(text: text).root
      if !agree(node, try foundation(Array(text.utf8))) { disagreements.append(text) }
    }
    #expect(disagreements.isEmpty)
  }

  @Test("accept and refuse the same broken texts")
  func mutations() {
    var random = RandomJSON(seed: 2)
    var disagreements: [String] = []
    var accepted = 0
    var refused = 0
    for _ in 0..<20_000 {
      let value = random.value()
      let bytes = random.mutation(of: Array(random.text(value).utf8))
      let root: JSONNode?
      switch read(bytes) {
      case .success(let node): root = node
      case .failure: root = nil
      }
      let other = try? foundation(withoutTrailingCommas(bytes) ?? bytes)
      if root == nil { refused += 1 } else { accepted += 1 }
      let isSame =
        switch (root, other) {
        case (nil, nil): true
        case (let node?, let other?): agree(node, other)
        case (let node?, nil): holdsHalfSurrogate(bytes) || holdsInfinity(node)
        case (nil, _?): withoutTrailingCommas(bytes) != nil
        }
      if !isSame { disagreements.append(String(decoding: bytes, as: UTF8.self)) }
    }
    #expect(disagreements.isEmpty)
    #expect(accepted > 1_000 && refused > 1_000)
  }

  private func read(_ bytes: [UInt8]) -> Result<JSONNode, JSONError> {
    do throws(JSONError) {
      return .success(try JSONDocument(bytes).root)
    } catch {
      return .failure(error)
    }
  }

  private func foundation(_ bytes: [UInt8]) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
  }

  /// The text without the commas that end a list or an object; nil if it has none where the grammar fails.
  private func withoutTrailingCommas(_ bytes: [UInt8]) -> [UInt8]? {
    var bytes = bytes
    var found = false
    while case .failure(let error) = read(bytes) {
      let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      let at = lines[error.line - 1].startIndex + error.column - 1
      guard at < bytes.count, bytes[at] == UInt8(ascii: "]") || bytes[at] == UInt8(ascii: "}"),
        let comma = bytes[..<at].lastIndex(where: { !" \t\r\n".utf8.contains($0) }),
        bytes[comma] == UInt8(ascii: ",")
      else { break }
      bytes.remove(at: comma)
      found = true
    }
    return found ? bytes : nil
  }

  private func holdsHalfSurrogate(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains(/\\u[dD][89a-fA-F]/)
  }

  private func holdsInfinity(_ node: JSONNode) -> Bool {
    node.double?.isInfinite == true || node.elements.contains(where: holdsInfinity)
      || node.members.contains { holdsInfinity($0.value) }
  }
}

/// Whether both have read the same value.
private func agree(_ node: JSONNode, _ other: Any) -> Bool {
  switch node.kind {
  case .null: return other is NSNull
  case .bool:
    guard let number = other as? NSNumber, isBool(number) else { return false }
    return number.boolValue == node.bool
  case .number:
    guard let number = other as? NSNumber, !isBool(number), let double = node.double else {
      return false
    }
    if let int = node.int { return number.int64Value == Int64(int) }
    // Foundation goes by way of a decimal for some and may be off by the last bits.
    return abs(double - number.doubleValue) <= abs(double) * 1e-15
  case .string:
    guard let text = other as? String, let own = node.string else { return false }
    return own.utf8.elementsEqual(text.utf8)
  case .array:
    guard let list = other as? [Any] else { return false }
    return node.count == list.count && zip(node.elements, list).allSatisfy(agree)
  case .object:
    guard let object = other as? [String: Any], case .object(let members) = JSONValue(node) else {
      return false
    }
    return members.count == object.count
      && object.allSatisfy { name, value in node[name].map { agree($0, value) } ?? false }
  }
}

private func isBool(_ number: NSNumber) -> Bool {
  String(cString: number.objCType) == String(cString: NSNumber(value: true).objCType)
}
